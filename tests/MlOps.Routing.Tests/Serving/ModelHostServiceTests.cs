using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using MlOps.Fakes;

namespace MlOps.Serving;

public class ModelHostServiceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_required_model_is_loaded_when_the_host_has_started()
    {
        var registry = new FakeRegistry().With("one");
        registry.Deploy(DeploymentPlan.Live(1));
        using var host = Host(registry, m => { });
        await host.StartAsync(Token);
        Assert.Equal(1, host.Services.Host().GetStatus("m").Serving?.Number);
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task A_required_model_that_cannot_be_had_fails_the_start_with_the_reason()
    {
        var registry = new FakeRegistry().With("broken");
        registry.Deploy(DeploymentPlan.Live(1));
        using var host = Host(registry, m => m.Configure(o => o.StartupTimeout = TimeSpan.FromMilliseconds(200)));
        var e = await Assert.ThrowsAsync<ModelLoadException>(() => host.StartAsync(Token));
        Assert.Contains("m v1 is broken", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_goes_by_what_serves_and_not_by_what_failed_before_it()
    {
        var registry = new FakeRegistry().With("broken", "two");
        registry.Deploy(DeploymentPlan.Live(1));
        using var host = Host(registry, m => { });
        await Assert.ThrowsAsync<MlOpsException>(() => host.Services.Host().RefreshAsync("m", Token));
        registry.Deploy(DeploymentPlan.Live(2));
        await host.Services.Host().RefreshAsync("m", Token);

        await host.StartAsync(Token);

        Assert.Equal(2, host.Services.Host().GetStatus("m").Serving?.Number);
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task A_start_waits_for_a_registry_that_is_away_for_a_moment()
    {
        var registry = new FakeRegistry().With("one");
        registry.Deploy(DeploymentPlan.Live(1));
        registry.Fault = new RegistryUnavailableException("away");
        using var host = Host(registry, m => { });
        var start = host.StartAsync(Token);
        Assert.False(start.IsCompleted);
        registry.Fault = null;
        await start;
        Assert.Equal("one", (await host.Services.Predictor().PredictAsync(new Row(1), Token)).Value.By);
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task A_plan_that_this_host_can_never_carry_out_fails_the_start_at_once()
    {
        var registry = new FakeRegistry().With("one");
        registry.Deploy(DeploymentPlan.Live(1));
        using var host = Host(registry, m => m.CheckInput(_ => throw new ModelConfigurationException("m", "no code for a rule")));
        var e = await Assert.ThrowsAsync<ModelConfigurationException>(() => host.StartAsync(Token));
        Assert.Contains("no code for a rule", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_canary_that_this_host_cannot_route_to_fails_no_start()
    {
        var registry = new FakeRegistry().With("one", "two");
        registry.Deploy(DeploymentPlan.Live(1).Canary(2, 0.1));
        using var host = Host(registry, m => { });
        await host.StartAsync(Token);
        Assert.Contains("RouteBy", host.Services.Host().GetStatus("m").Problem, StringComparison.Ordinal);
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task A_required_model_that_takes_too_long_fails_the_start()
    {
        var registry = new FakeRegistry().With("one");
        registry.Deploy(DeploymentPlan.Live(1));
        var never = new TaskCompletionSource();
        using var host = Host(registry, m => m.Configure(o => o.StartupTimeout = TimeSpan.FromMilliseconds(20)), new() { BeforeLoad = _ => never.Task });
        var e = await Assert.ThrowsAsync<ModelLoadException>(() => host.StartAsync(Token));
        Assert.Contains("was not served within 00:00:00.0200000", e.Message, StringComparison.Ordinal);
        never.SetResult();
    }

    [Fact]
    public async Task A_function_satisfies_a_required_model()
    {
        var registry = new FakeRegistry().With("broken");
        registry.Deploy(DeploymentPlan.Live(1));
        using var host = Host(registry, m => m.FallBackTo("f", _ => new Score(5)));
        await host.StartAsync(Token);
        var prediction = await host.Services.Predictor().PredictAsync(new Row(1), Token);
        Assert.Equal(5, prediction.Value.Value);
        Assert.Equal(AttemptFailure.NotLoaded, Assert.Single(prediction.Attempts).Failure);
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task A_function_does_not_stand_in_for_a_declaration_that_cannot_work()
    {
        var registry = new FakeRegistry().With("one");
        registry.Deploy(DeploymentPlan.Live(1));
        using var host = Host(registry, m => m
            .CheckInput(c => c.Version is null ? throw new ModelConfigurationException("m", "no version") : throw new ModelConfigurationException("m", "no code for a rule"))
            .FallBackTo("f", _ => new Score(5)));
        var e = await Assert.ThrowsAsync<ModelConfigurationException>(() => host.StartAsync(Token));
        Assert.Contains("no code for a rule", e.Message, StringComparison.Ordinal);

        // Without a start that could fail, every answer says what is missing.
        var prediction = await host.Services.Predictor().PredictAsync(new Row(1), Token);
        Assert.Equal(5, prediction.Value.Value);
        Assert.Equal(
            "m v1 (live): NotLoaded MlOps.ModelConfigurationException: Model 'm' can't be served: no code for a rule",
            Assert.Single(prediction.Attempts).ToString());
        Assert.Equal(1, prediction.Assigned?.Version);
    }

    [Fact]
    public async Task A_background_model_is_not_ready_until_it_is_loaded()
    {
        var registry = new FakeRegistry().With("one");
        registry.Deploy(DeploymentPlan.Live(1));
        var release = new TaskCompletionSource();
        using var host = Host(registry, m => m.Configure(o => o.Startup = ModelStartup.Background), new() { BeforeLoad = _ => release.Task });
        await host.StartAsync(Token);
        Assert.Equal(UnavailableReason.NotReady, (await host.Services.Predictor().PredictAsync(new Row(1), Token)).Reason);
        release.SetResult();
        await host.Services.Host().RefreshAsync("m", Token);
        Assert.Equal("one", (await host.Services.Predictor().PredictAsync(new Row(1), Token)).Value.By);
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task The_mistakes_of_all_models_are_told_at_once_each_with_its_mend()
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddModel<Row, Score>("one").FromRegistry().FromFunction(_ => new Score(1)).CheckAge().CheckAge();
        builder.Services.AddModel<Row, Score>("two").FallBackTo("f", _ => new Score(1)).FallBackTo("f", _ => new Score(1));
        using var host = builder.Build();
        var e = await Assert.ThrowsAsync<AggregateException>(() => host.StartAsync(Token));
        var mistakes = e.InnerExceptions.Cast<ModelConfigurationException>().SelectMany(m => m.Mistakes).ToArray();
        Assert.Equal(6, mistakes.Length);
        Assert.Contains(mistakes, m => m.Contains("has 2 sources", StringComparison.Ordinal));
        Assert.Contains(mistakes, m => m.Contains("has 2 input checks", StringComparison.Ordinal));
        Assert.Contains(mistakes, m => m.Contains("AddModelRegistry", StringComparison.Ordinal));
        Assert.Contains(mistakes, m => m.Contains("UseMLNet", StringComparison.Ordinal));
        Assert.Contains(mistakes, m => m.Contains("no source", StringComparison.Ordinal));
        Assert.Contains(mistakes, m => m.Contains("Two fallbacks are called 'f'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Bad_options_fail_the_start()
    {
        using var host = Host(new FakeRegistry(), m => m.Configure(o => o.StartupTimeout = TimeSpan.Zero));
        var e = await Assert.ThrowsAsync<ModelConfigurationException>(() => host.StartAsync(Token));
        Assert.Contains(nameof(ModelOptions.StartupTimeout), e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_options_and_services_that_cannot_be_made_hide_no_other_mistake()
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddModel<Row, Score>("one", o => o.StartupTimeout = TimeSpan.Zero).FromFunction(_ => new Score(1)).CheckAge().CheckAge();
        builder.Services.AddModel<Row, Score>("two").FromFunction(_ => new Score(1)).FallBackTo<Row, Score, NeedsAService>("needs a service");
        builder.Services.AddModel<Row, Score>("three").FromFile("x").AddRuntime(_ => throw new NotSupportedException("this processor is too old"));
        builder.Services.AddModel<Row, Score>("four");
        using var host = builder.Build();
        var e = await Assert.ThrowsAsync<AggregateException>(() => host.StartAsync(Token));
        var mistakes = e.InnerExceptions.Cast<ModelConfigurationException>().ToDictionary(m => m.Model, m => string.Join(" ", m.Mistakes));
        Assert.Contains("2 input checks", mistakes["one"], StringComparison.Ordinal);
        Assert.Contains(nameof(ModelOptions.StartupTimeout), mistakes["one"], StringComparison.Ordinal);
        Assert.Contains(nameof(Uri), mistakes["two"], StringComparison.Ordinal);
        Assert.Contains("this processor is too old", mistakes["three"], StringComparison.Ordinal);
        Assert.Contains("no source", mistakes["four"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_does_not_load_fails_the_start_at_once_and_not_after_the_limit()
    {
        var registry = new FakeRegistry().With("broken");
        registry.Deploy(DeploymentPlan.Live(1));
        using var host = Host(registry, m => m.Configure(o => o.StartupTimeout = TimeSpan.FromHours(1)));
        var e = await Assert.ThrowsAsync<ModelLoadException>(() => host.StartAsync(Token).WaitAsync(TimeSpan.FromMinutes(1), Token));
        Assert.Contains("m v1 is broken", e.Message, StringComparison.Ordinal);
        Assert.Contains("FallBackTo", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Behind_a_load_that_hangs_a_function_answers_and_neither_the_start_nor_the_first_call_waits_twice()
    {
        var registry = new FakeRegistry().With("one");
        registry.Deploy(DeploymentPlan.Live(1));
        var never = new TaskCompletionSource();
        var time = new FakeTimeProvider();
        using var host = Host(registry, m => m.FallBackTo("f", _ => new Score(5)), new() { BeforeLoad = _ => never.Task }, time);
        var start = host.StartAsync(Token);
        await Eventually.Holds(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return start.IsCompleted;
        });

        await start;

        // The clock stands still: a call that waited would wait for ever.
        Assert.Equal(5, (await host.Services.Predictor().PredictAsync(new Row(1), Token)).Value.Value);
        never.SetResult();
        await host.Services.Host().RefreshAsync("m", Token);
        Assert.Equal("one", (await host.Services.Predictor().PredictAsync(new Row(1), Token)).Value.By);
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task A_start_without_a_deployment_says_at_once_what_it_waits_for()
    {
        var registry = new FakeRegistry().With("one");
        var logs = new FakeLogCollector();
        using var host = Host(registry, m => { }, logs: logs);
        var start = host.StartAsync(Token);
        await Eventually.Holds(() => logs.GetSnapshot().Any(r => r.Message.Contains("waits for a deployment", StringComparison.Ordinal)));

        Assert.False(start.IsCompleted);
        registry.Deploy(DeploymentPlan.Live(1));
        await start;
        await host.StopAsync(Token);
    }

    private static IHost Host(
        FakeRegistry registry,
        Action<Building.IModelBuilder<Row, Score>> declare,
        TextRuntime? runtime = null,
        TimeProvider? time = null,
        FakeLogCollector? logs = null)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<IModelRegistry>(registry);
        if (time is not null)
        {
            builder.Services.AddSingleton(time);
        }

        if (logs is not null)
        {
            builder.Logging.AddProvider(new FakeLoggerProvider(logs));
        }

        declare(builder.Services.AddModel<Row, Score>("m").FromRegistry().AddRuntime(_ => runtime ?? new TextRuntime()));
        return builder.Build();
    }

    public sealed class NeedsAService(Uri service) : IModel<Row, Score>
    {
        public ValueTask<Prediction<Score>> PredictAsync(Row input, CancellationToken cancellationToken) => new(new Score(1, service.Host));
    }

    [Fact]
    public async Task A_version_whose_checks_cannot_be_made_keeps_no_host_down_that_has_something_to_fall_back_to()
    {
        var registry = new FakeRegistry().With("one", "two");
        registry.Deploy(DeploymentPlan.Live(2).FallBackTo(1));
        using (var host = Host(registry, FitsOnlyTheFirst))
        {
            await host.StartAsync(Token);
            Assert.Equal("one", (await host.Services.Predictor().PredictAsync(new Row(1), Token)).Value.By);
            Assert.Contains("v2 has no schema", host.Services.Host().GetStatus("m").Problem, StringComparison.Ordinal);
            await host.StopAsync(Token);
        }

        registry.Deploy(DeploymentPlan.Live(2));
        using var another = Host(registry, m => FitsOnlyTheFirst(m.FallBackTo("f", _ => new Score(5))));
        await another.StartAsync(Token);
        Assert.Equal(5, (await another.Services.Predictor().PredictAsync(new Row(1), Token)).Value.Value);
        await another.StopAsync(Token);

        static void FitsOnlyTheFirst(Building.IModelBuilder<Row, Score> m) =>
            m.CheckInput(c => c.Version?.Number == 2 ? throw new ModelLoadException("v2 has no schema") : new NoCheck());
    }

    private sealed class NoCheck : Checks.IRowCheck<Row>
    {
        public System.Collections.Immutable.ImmutableArray<Violation> Check(Row row) => [];
    }
}
