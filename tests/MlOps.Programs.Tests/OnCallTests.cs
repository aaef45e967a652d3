using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using MlOps;

namespace IncomeApi;

/// <summary>The ninth program: why is it a fallback that answers, and back. And the health check of the second, which is what calls somebody.</summary>
public sealed class OnCallTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private readonly IHost _host;

    public OnCallTests() => _host = RegistryProgram.Build(_directory.Path);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var registry = _host.Services.GetRequiredService<IModelRegistry>();
        await RegistryProgram.RegisterAsync(registry);
        var artifact = (await registry.GetVersionAsync("income", 2, Stop)).Artifact;
        await File.WriteAllTextAsync(Directory.GetFiles(_directory.Path, artifact.Digest, SearchOption.AllDirectories).Single(), "This is no model.", Stop);
        await _host.StartAsync(Stop);
    }

    [Fact]
    public async Task The_status_says_why_a_fallback_answers_and_a_roll_back_is_applied_when_the_refresh_returns()
    {
        var (host, registry) = (_host.Services.GetRequiredService<IModelHost>(), _host.Services.GetRequiredService<IModelRegistry>());
        var predictor = _host.Services.GetRequiredService<IPredictor<CensusRow, IncomeScore>>();
        Assert.Equal(RouteRole.FallbackVersion, (await predictor.PredictAsync(new() { Age = 60, HoursPerWeek = 40 }, Stop)).Route!.Role);
        Assert.Equal(HealthStatus.Degraded, await HealthAsync());

        ModelStatus income = host.GetStatus("income");        // IModelHost: wanted, serving, since, why not, each route's health and last failure
        Assert.Equal((2, 2), (income.Wanted!.Number, income.LastFailedLoad!.Version));
        Assert.Contains("v2", income.Problem, StringComparison.Ordinal);
        Assert.NotNull(income.Routes.Single(r => r.Route.Role == RouteRole.Live).WhyNot);
        Assert.Equal("v1", Assert.Single(income.FallbacksInUse).Name);
        Assert.NotNull(income.DiffersSince);

        RollBackResult back = await registry.RollBackAsync("income", awayFrom: 2, because: new("null rate of hours-per-week jumped"), Stop);
        await host.RefreshAsync("income", Stop);              // returns when applied here, or refused with the reason

        Assert.True(back.Changed);
        Assert.Equal((3, null, null), (host.GetStatus("income").Serving!.Number, host.GetStatus("income").Problem, host.GetStatus("income").DiffersSince));
        Assert.Equal((1, RouteRole.Live), await WhoAsync());
        Assert.Equal(HealthStatus.Healthy, await HealthAsync());

        async Task<(int?, RouteRole)> WhoAsync() =>
            (await predictor.PredictAsync(new() { Age = 60, HoursPerWeek = 40 }, Stop)).Route is { } route ? (route.Version, route.Role) : default;
    }

    [Fact]
    public async Task A_refresh_of_what_cannot_be_served_is_refused_with_the_reason()
    {
        var refused = await Assert.ThrowsAsync<MlOpsException>(() => _host.Services.GetRequiredService<IModelHost>().RefreshAsync("income", Stop));
        Assert.StartsWith("Model 'income' is not served as wanted: income v2 (live): ", refused.Message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
        _directory.Dispose();
    }

    private async Task<HealthStatus> HealthAsync() =>
        (await _host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(c => c.Tags.Contains("ready"), Stop)).Status;
}
