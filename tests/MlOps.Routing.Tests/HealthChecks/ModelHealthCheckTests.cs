using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MlOps.Building;
using MlOps.Fakes;

namespace MlOps.HealthChecks;

public class ModelHealthCheckTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Live_answers_is_healthy()
    {
        var registry = new FakeRegistry().With("one");
        registry.Deploy(DeploymentPlan.Live(1));
        await using var services = Provider(registry);
        await services.Host().RefreshAsync("m", Token);

        var found = await CheckAsync(services);
        Assert.Equal((HealthStatus.Healthy, "1 model healthy"), (found.Status, found.Description));
        Assert.Equal("Healthy: serving m #1: live v1", found.Data["m"]);
    }

    [Fact]
    public async Task Only_fallbacks_answer_is_degraded_and_says_why()
    {
        var registry = new FakeRegistry().With("good", "throws");
        registry.Deploy(DeploymentPlan.Live(2).FallBackTo(1));
        await using var services = Provider(registry, m => m.WithCircuitBreaker(o => o.MinimumThroughput = 2));
        await services.Predictor().PredictAsync(new Row(1), Token);
        await services.Predictor().PredictAsync(new Row(1), Token);

        var found = await CheckAsync(services);
        Assert.Equal((HealthStatus.Degraded, "1 model degraded"), (found.Status, found.Description));
        Assert.StartsWith("Degraded: only fallbacks answer, v1; m v2 (live): Open since ", (string)found.Data["m"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_live_version_that_could_not_be_loaded_is_degraded_while_a_function_answers()
    {
        var registry = new FakeRegistry().With("broken");
        registry.Deploy(DeploymentPlan.Live(1));
        await using var services = Provider(registry, m => m.FallBackTo("f", _ => new Score(1)));
        await services.Predictor().PredictAsync(new Row(1), Token);

        Assert.Equal("Degraded: only fallbacks answer, f; m v1 (live): m v1 is broken", (await CheckAsync(services)).Data["m"]);
    }

    [Fact]
    public async Task Nothing_answers_is_unhealthy()
    {
        var registry = new FakeRegistry().With("broken");
        await using var services = Provider(registry, m => m.Configure(o => o.Startup = ModelStartup.Background));
        Assert.Equal("Unhealthy: nothing answers; nothing is loaded yet", (await CheckAsync(services)).Data["m"]);

        registry.Deploy(DeploymentPlan.Live(1));
        await Assert.ThrowsAsync<MlOpsException>(() => services.Host().RefreshAsync("m", Token));
        var found = await CheckAsync(services);
        Assert.Equal(HealthStatus.Unhealthy, found.Status);
        Assert.Contains("m v1 is broken", (string)found.Data["m"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_route_with_nothing_behind_it_is_asked_all_the_same_and_unhealthy_only_if_it_never_answers()
    {
        var calls = 0;
        await using var half = Setup.Provider(
            m => m.FromFunction(_ => ++calls % 2 == 0 ? new Score(1) : throw new TimeoutException()).WithCircuitBreaker(o => o.MinimumThroughput = 2), Checks);
        await using var never = Setup.Provider(m => m.FromFunction(_ => throw new TimeoutException()).WithCircuitBreaker(o => o.MinimumThroughput = 2), Checks);
        for (var i = 0; i < 4; i++)
        {
            await half.Predictor().PredictAsync(new Row(1), Token);
            await never.Predictor().PredictAsync(new Row(1), Token);
        }

        Assert.StartsWith("Degraded: no route is healthy; ", (string)(await CheckAsync(half)).Data["m"], StringComparison.Ordinal);
        Assert.StartsWith("Unhealthy: nothing answers; m 'function' (live): Open", (string)(await CheckAsync(never)).Data["m"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_set_aside_does_not_answer()
    {
        await using var services = Setup.Provider(m => m.FromFunction(_ => new Score(1)), Checks);
        await services.Host().RefreshAsync("m", Token);
        services.Host().SetAside("m", "function");
        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(services)).Status);
    }

    [Fact]
    public async Task Wanted_and_serving_may_differ_for_a_while()
    {
        var registry = new FakeRegistry().With("one", "broken");
        registry.Deploy(DeploymentPlan.Live(1));
        await using var services = Provider(registry);
        await services.Host().RefreshAsync("m", Token);
        registry.Deploy(DeploymentPlan.Live(2));
        await Assert.ThrowsAsync<MlOpsException>(() => services.Host().RefreshAsync("m", Token));
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(services)).Status);

        _time.Advance(TimeSpan.FromMinutes(6));
        var found = await CheckAsync(services);
        Assert.Equal(HealthStatus.Degraded, found.Status);
        Assert.StartsWith("Degraded: what is wanted has not served since 2000-01-01", (string)found.Data["m"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_that_is_away_is_no_difference_where_what_was_wanted_last_serves_whole()
    {
        var registry = new FakeRegistry().With("one");
        registry.Deploy(DeploymentPlan.Live(1));
        await using var services = Provider(registry);
        await services.Host().RefreshAsync("m", Token);
        registry.Fault = new RegistryUnavailableException("away");
        await Assert.ThrowsAsync<MlOpsException>(() => services.Host().RefreshAsync("m", Token));
        _time.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal("Healthy: serving m #1: live v1; away", (await CheckAsync(services)).Data["m"]);
        var status = services.Host().GetStatus("m");
        Assert.Equal((null, "away"), (status.DiffersSince, status.Problem));
        Assert.NotNull(status.NextTry);

        registry.Fault = null;
        await services.Host().RefreshAsync("m", Token);
        Assert.Equal("Healthy: serving m #1: live v1", (await CheckAsync(services)).Data["m"]);
    }

    [Fact]
    public async Task A_registry_that_is_away_while_a_plan_serves_in_part_ends_no_difference()
    {
        var registry = new FakeRegistry().With("one", "broken");
        registry.Deploy(DeploymentPlan.Live(1).FallBackTo(2));
        await using var services = Provider(registry);
        await Assert.ThrowsAsync<MlOpsException>(() => services.Host().RefreshAsync("m", Token));
        registry.Fault = new RegistryUnavailableException("away");
        await Assert.ThrowsAsync<MlOpsException>(() => services.Host().RefreshAsync("m", Token));
        _time.Advance(TimeSpan.FromMinutes(6));

        var told = (string)(await CheckAsync(services)).Data["m"];
        Assert.StartsWith("Degraded: what is wanted has not served since 2000-01-01", told, StringComparison.Ordinal);
        Assert.Contains("in part (m v1 (live)); away", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_check_stands_for_all_models_and_names_the_worst_first()
    {
        await using var services = Setup.Provider(m => m.FromFunction(_ => new Score(1)), s =>
        {
            Checks(s);
            s.AddModel<Row, Score>("a").FromFunction(_ => new Score(1));
            s.AddModel<Row, Score>("z");
        });
        await services.Host().RefreshAsync("m", Token);
        await services.Host().RefreshAsync("a", Token);
        var found = await CheckAsync(services);

        Assert.Equal((HealthStatus.Unhealthy, "1 model unhealthy, 2 models healthy"), (found.Status, found.Description));
        Assert.Equal(["z", "a", "m"], found.Data.Keys);
        Assert.StartsWith("Unhealthy: nothing answers; It has no source", (string)found.Data["z"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_host_says_its_name_tags_limit_and_what_unhealthy_means()
    {
        await using var services = Setup.Provider(m => m.FromFunction(_ => throw new TimeoutException()), s =>
        {
            s.AddLogging();
            s.AddHealthChecks().AddModels("income", HealthStatus.Degraded, ["ready"], o => o.MaxDifference = TimeSpan.FromSeconds(1));
        });
        var entry = Assert.Single((await services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token)).Entries);

        Assert.Equal(("income", HealthStatus.Degraded), (entry.Key, entry.Value.Status));
        Assert.Equal(["ready"], entry.Value.Tags);
    }

    [Fact]
    public async Task An_option_out_of_range_and_a_host_without_models_are_told()
    {
        await using var wrong = Setup.Provider(m => m.FromFunction(_ => new Score(1)), s => Checks(s, o => o.MaxDifference = TimeSpan.FromDays(-1)));
        Assert.Throws<OptionsValidationException>(() => wrong.GetRequiredService<IStartupValidator>().Validate());

        var services = new ServiceCollection();
        Checks(services);
        await using var none = services.BuildServiceProvider();
        var registration = none.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations.Single();
        Assert.Contains("AddModel", Assert.Throws<InvalidOperationException>(() => registration.Factory(none)).Message, StringComparison.Ordinal);
    }

    private static void Checks(IServiceCollection services) => Checks(services, null);

    private static void Checks(IServiceCollection services, Action<ModelHealthOptions>? configure)
    {
        services.AddLogging();
        services.AddHealthChecks().AddModels(configure: configure);
    }

    private static async Task<HealthReportEntry> CheckAsync(ServiceProvider services) =>
        (await services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token)).Entries["models"];

    private ServiceProvider Provider(FakeRegistry registry, Action<IModelBuilder<Row, Score>>? declare = null) =>
        Setup.Provider(registry, new(), declare, s =>
        {
            Checks(s);
            s.AddSingleton<TimeProvider>(_time);
        });
}
