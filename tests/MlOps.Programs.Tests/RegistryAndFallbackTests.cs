using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MlOps;

namespace IncomeApi;

public sealed class RegistryAndFallbackTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(2);
    private readonly TemporaryDirectory _directory = new();
    private IHost? _host;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        using var pipeline = new ServiceCollection().AddModelRegistry().UseSqlite(_directory.Path).Services.BuildServiceProvider();
        await RegistryProgram.RegisterAsync(pipeline.GetRequiredService<IModelRegistry>());
    }

    [Fact]
    public async Task A_clean_row_is_answered_by_the_live_version()
    {
        var answer = await AnswerAsync(new() { Age = 60, HoursPerWeek = 40 });

        Assert.InRange(answer.Value.Probability, 0, 0.2f);
        Assert.Equal(new Route("income", 2, "v2", RouteRole.Live), answer.Route);
        Assert.Equal(answer.Route, answer.Assigned);
        Assert.True(answer.IsPlain);
    }

    [Fact]
    public async Task The_schema_registered_with_the_version_rejects_and_tolerates()
    {
        var rejected = await AnswerAsync(new() { Age = 130, HoursPerWeek = 0 });
        var tolerated = await AnswerAsync(new() { Age = 60 });

        Assert.Equal(PredictionOutcome.Rejected, rejected.Outcome);
        Assert.Equal(["Age", "HoursPerWeek"], rejected.Violations.Select(v => v.Column));
        Assert.Equal(PredictionOutcome.Answered, tolerated.Outcome);
        Assert.Equal(("HoursPerWeek", Severity.Soft, MissingState.NaN), tolerated.Violations.Select(v => (v.Column, v.Severity, v.Missing)).Single());
    }

    [Fact]
    public async Task A_minor_earns_nothing_and_the_rule_says_so()
    {
        var answer = await AnswerAsync(new() { Age = 17, HoursPerWeek = 40 });

        Assert.Equal(0, answer.Value.Probability);
        Assert.Equal(2, answer.Route!.Version);
        Assert.Equal(new FiredHeuristic("minors earn under 50K", HeuristicEffect.Changed), Assert.Single(answer.Heuristics));
    }

    [Fact]
    public async Task A_live_version_that_cannot_be_loaded_is_answered_for_by_the_fallback_version()
    {
        await DamageAsync(2);

        var answer = await AnswerAsync(new() { Age = 60, HoursPerWeek = 40 });

        Assert.InRange(answer.Value.Probability, 0.8f, 1);
        Assert.Equal((1, RouteRole.FallbackVersion), (answer.Route!.Version, answer.Route.Role));
        Assert.Equal((2, RouteRole.Live), (answer.Assigned!.Version, answer.Assigned.Role));
        var attempt = Assert.Single(answer.Attempts);
        Assert.Equal((2, AttemptFailure.NotLoaded), (attempt.Route.Version, attempt.Failure));
        Assert.IsType<ArtifactException>(attempt.Exception);
    }

    [Fact]
    public async Task When_no_version_can_be_loaded_the_base_rate_answers()
    {
        await DamageAsync(1);
        await DamageAsync(2);

        var answer = await AnswerAsync(new() { Age = 60, HoursPerWeek = 40 });

        Assert.Equal(0.24f, answer.Value.Probability);
        Assert.Equal(("base rate", RouteRole.FallbackFunction), (answer.Route!.Name, answer.Route.Role));
        Assert.Equal([(2, AttemptFailure.NotLoaded), (1, AttemptFailure.NotLoaded)], answer.Attempts.Select(a => (a.Route.Version!.Value, a.Failure)));
    }

    [Fact]
    public async Task A_running_host_follows_a_roll_back_within_two_seconds()
    {
        var host = await StartAsync();
        var predictor = host.Services.GetRequiredService<IPredictor<CensusRow, IncomeScore>>();
        var row = new CensusRow { Age = 60, HoursPerWeek = 40 };
        Assert.Equal(2, (await predictor.PredictAsync(row, Stop)).Route!.Version);

        var back = await host.Services.GetRequiredService<IModelRegistry>()
            .RollBackAsync("income", awayFrom: 2, because: new("null rate of hours-per-week jumped"), Stop);
        var returned = Stopwatch.GetTimestamp();
        await Until.TrueAsync("v1 answers", async () => (await predictor.PredictAsync(row, Stop)).Route!.Version == 1);
        var taken = Stopwatch.GetElapsedTime(returned);

        output.WriteLine($"The roll-back was followed after {taken.TotalMilliseconds:F0} ms.");
        Assert.True(back.Changed);
        Assert.InRange(taken, TimeSpan.Zero, Promised);
        Assert.InRange((await predictor.PredictAsync(row, Stop)).Value.Probability, 0.8f, 1);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync(CancellationToken.None);
            _host.Dispose();
        }

        _directory.Dispose();
    }

    private async Task<IHost> StartAsync()
    {
        _host = RegistryProgram.Build(_directory.Path);
        await _host.StartAsync(Stop);
        return _host;
    }

    private async Task<Prediction<IncomeScore>> AnswerAsync(CensusRow row)
    {
        var host = _host ?? await StartAsync();
        return await host.Services.GetRequiredService<IPredictor<CensusRow, IncomeScore>>().PredictAsync(row, Stop);
    }

    // What a failing disk does.
    private async Task DamageAsync(int version)
    {
        using var services = new ServiceCollection().AddModelRegistry().UseSqlite(_directory.Path).Services.BuildServiceProvider();
        var artifact = (await services.GetRequiredService<IModelRegistry>().GetVersionAsync("income", version, Stop)).Artifact;
        var file = Directory.GetFiles(_directory.Path, artifact.Digest, SearchOption.AllDirectories).Single();
        var bytes = await File.ReadAllBytesAsync(file, Stop);
        bytes[bytes.Length / 2] ^= 0xFF;
        await File.WriteAllBytesAsync(file, bytes, Stop);
    }
}
