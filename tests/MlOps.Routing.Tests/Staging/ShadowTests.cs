using Microsoft.Extensions.DependencyInjection;
using MlOps.Building;
using MlOps.Fakes;
using MlOps.Runtimes;

namespace MlOps.Staging;

public sealed class ShadowTests
{
    private readonly FakeRegistry _registry = new FakeRegistry().With("live", "shadow");
    private readonly AnsweringRuntime _runtime = new AnsweringRuntime().With("live", row => new(row.Age)).With("shadow", row => new(row.Age));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_shadow_is_asked_what_live_answered_and_nobody_hears_of_it()
    {
        _runtime.With("shadow", row => row.Age < 20 ? new(row.Age) : new(row.Age + 1000, "other"));
        _registry.Deploy(DeploymentPlan.Live(1).Shadow(2));
        await using var services = Provider();
        for (var age = 0; age < 100; age++)
        {
            var prediction = await services.Predictor().PredictAsync(new Row(age), Token);
            Assert.Equal((age, 1), (prediction.Value.Value, prediction.Route!.Version));
            Assert.True(prediction.IsPlain);
        }

        var evidence = await Compared(services, 100);
        Assert.Equal((RouteRole.Shadow, 2, 1), (evidence.Role, evidence.Candidate, evidence.Live));
        Assert.Equal((100, 100, 0, 0, 20, 80), (evidence.Seen, evidence.Sampled, evidence.Dropped, evidence.Unpaired, evidence.Agreed, evidence.Differed));
        Assert.Empty(evidence.Failed);
        Assert.Equal((100, 100), (evidence.LiveLatency.Count, evidence.CandidateLatency.Count));
        Assert.Equal(CandidateEvidence.MaxDisagreements, evidence.LargestDisagreements.Count);
        Assert.StartsWith("Age = 20", evidence.LargestDisagreements[0].Row, StringComparison.Ordinal);
        Assert.Equal("Value = 1020, By = other", evidence.LargestDisagreements[0].Candidate);
    }

    [Fact]
    public async Task A_shadow_that_gives_no_valid_answer_disagrees_in_a_way_of_its_own()
    {
        var gate = new TaskCompletionSource();
        _runtime.Models["shadow"] = (row, _) => row.Age switch
        {
            1 => throw new InvalidOperationException(),
            2 => new(new Score(float.NaN)),
            3 => new(default(Prediction<Score>)),
            4 => WaitAsync(),
            _ => new(new Score(row.Age)),
        };
        _registry.Deploy(DeploymentPlan.Live(1).Shadow(2));
        await using var services = Provider(m => m.Shadow(o => o.Timeout = TimeSpan.FromMilliseconds(50)));
        for (var age = 0; age < 5; age++)
        {
            Assert.True((await services.Predictor().PredictAsync(new Row(age), Token)).IsPlain);
        }

        var evidence = await Compared(services, 5);
        Assert.Equal(1, evidence.Agreed);
        Assert.Equal(
            [AttemptFailure.Threw, AttemptFailure.InvalidAnswer, AttemptFailure.NoAnswer, AttemptFailure.TimedOut], evidence.Failed.Keys.Order());
        Assert.Equal((0.2, 0.8), (evidence.Agreement.Value, evidence.ErrorRate.Value));
        gate.SetResult();

        async ValueTask<Prediction<Score>> WaitAsync()
        {
            await gate.Task;
            return new Score(4);
        }
    }

    [Fact]
    public async Task A_pair_exists_only_where_live_itself_answered()
    {
        _runtime.With("live", row => row.Age < 10 ? new(row.Age) : throw new InvalidOperationException());
        _registry.Deploy(DeploymentPlan.Live(1).Shadow(2));
        await using var services = Provider(m => m.CheckAge().FallBackTo("zero", _ => new Score(0)));
        foreach (var age in new[] { -1, 1, 2, 11, 12 })
        {
            await services.Predictor().PredictAsync(new Row(age), Token);
        }

        var evidence = await Compared(services, 2);
        Assert.Equal((2, 2), (evidence.Seen, evidence.Agreed));
    }

    [Fact]
    public async Task A_caller_does_not_wait_for_a_shadow_that_blocks_its_thread()
    {
        using var gate = new ManualResetEventSlim();
        _runtime.With("shadow", row =>
        {
            gate.Wait();
            return new(row.Age);
        });
        _registry.Deploy(DeploymentPlan.Live(1).Shadow(2));
        await using var services = Provider(m => m.Shadow(o => o.MaxQueued = 5));
        for (var age = 0; age < 20; age++)
        {
            Assert.Equal(age, (await services.Predictor().PredictAsync(new Row(age), Token)).Value.Value);
        }

        // One is asked, five wait, and perhaps one was taken just as another came.
        var blocked = Assert.Single(services.Host().GetEvidence("m"));
        Assert.InRange(blocked.Dropped, 13, 15);
        gate.Set();
        var evidence = await Compared(services, 20 - blocked.Dropped);
        Assert.Equal((20, 20), (evidence.Seen, evidence.Sampled));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task The_shortest_timeouts_are_kept(int milliseconds)
    {
        using var gate = new ManualResetEventSlim();
        _runtime.With("shadow", row =>
        {
            gate.Wait();
            return new(row.Age);
        });
        _registry.Deploy(DeploymentPlan.Live(1).Shadow(2));
        await using var services = Provider(m => m.Shadow(o => o.Timeout = TimeSpan.FromMilliseconds(milliseconds)));
        await AskAsync(services, 5);
        var evidence = await Compared(services, 5);
        Assert.Equal((2, 3), (evidence.Failed[AttemptFailure.TimedOut], evidence.Failed[AttemptFailure.Stuck]));
        gate.Set();
    }

    [Fact]
    public async Task What_comes_after_its_plan_has_ended_is_dropped_and_counted()
    {
        var live = new TaskCompletionSource<Prediction<Score>>();
        _runtime.Models["live"] = (_, _) => new(live.Task);
        _registry.Deploy(DeploymentPlan.Live(1).Shadow(2));
        await using var services = Provider(m => m.AddStage(StagePoint.Answer, "impatient", (_, inner) => new Impatient(inner)));
        await AskAsync(services, 1);
        _runtime.With("shadow", row => new(row.Age));
        await DeployAsync(services, DeploymentPlan.Live(2));
        live.SetResult(new Score(0));
        await Eventually.Holds(() => services.Host().GetEvidence("m")[0] is { Sampled: 1, Dropped: 1, UnderWay: 0 });
    }

    [Fact]
    public async Task Another_candidate_starts_from_nothing_and_one_that_comes_back_goes_on()
    {
        _registry.With("third");
        _runtime.With("third", _ => new(-1));
        _registry.Deploy(DeploymentPlan.Live(1).Shadow(2));
        await using var services = Provider();
        await AskAsync(services, 3);
        await Compared(services, 3);

        await DeployAsync(services, DeploymentPlan.Live(1).Shadow(3));
        await AskAsync(services, 2);
        var third = await Compared(services, 2);
        Assert.Equal((3, 2, 2), (third.Candidate, third.Seen, third.Differed));

        await DeployAsync(services, DeploymentPlan.Live(1).Shadow(2));
        await AskAsync(services, 1);
        Assert.Equal((2, 4), ((await Compared(services, 4)).Candidate, services.Host().GetEvidence("m")[0].Seen));

        // Beside another live version, it is compared with another.
        await DeployAsync(services, DeploymentPlan.Live(3).Shadow(2));
        await AskAsync(services, 1);
        Assert.Equal(1, (await Compared(services, 1)).Seen);
    }

    [Fact]
    public async Task What_waits_when_a_plan_ends_is_dropped_and_counted()
    {
        using var gate = new ManualResetEventSlim();
        _runtime.With("shadow", row =>
        {
            gate.Wait();
            return new(row.Age);
        });
        _registry.Deploy(DeploymentPlan.Live(1).Shadow(2));
        await using var services = Provider();
        await AskAsync(services, 10);
        await DeployAsync(services, DeploymentPlan.Live(1));
        await Eventually.Holds(() => services.Host().GetEvidence("m")[0].Dropped == 10);
        gate.Set();
    }

    [Fact]
    public async Task Sensitive_columns_are_hidden_in_what_is_kept()
    {
        ColumnSchema[] sensitive = [new() { Name = "Age", Type = ColumnType.Number, Sensitive = true }, new() { Name = "By", Type = ColumnType.Text, Sensitive = true }];
        var registry = new FakeRegistry { InputSchema = new() { Columns = [.. sensitive] } }.With("live", "shadow");
        registry.Deploy(DeploymentPlan.Live(1).Shadow(2));
        _runtime.With("shadow", row => new(row.Age + 1000));
        await using var services = Setup.Provider(m => m.FromRegistry().AddRuntime(_ => _runtime), s => s.AddSingleton<IModelRegistry>(registry));
        await services.Predictor().PredictAsync(new Row(39, "k"), Token);
        var evidence = await Compared(services, 1);
        var kept = Assert.Single(evidence.LargestDisagreements);
        Assert.Equal(("Age = (hidden), Key = k", "Value = 1039, By = (hidden)"), (kept.Row, kept.Candidate));
    }

    [Fact]
    public async Task A_row_that_the_host_uses_again_is_copied_before_the_call_returns()
    {
        _runtime.With("shadow", row => new(row.Age));
        _registry.Deploy(DeploymentPlan.Live(1).Shadow(2));
        var copies = 0;
        await using var services = Provider(m => m.Shadow(copy: row =>
        {
            copies++;
            return row with { Age = row.Age + 1000 };
        }));
        await AskAsync(services, 1);
        Assert.Equal(1, copies);
        Assert.Equal(1, (await Compared(services, 1)).Differed);
    }

    [Fact]
    public async Task A_copy_or_a_comparer_that_throws_hurts_nobody_and_is_counted()
    {
        _registry.Deploy(DeploymentPlan.Live(1).Shadow(2));
        await using var services = Provider(m => m
            .Shadow(copy: row => row.Age switch { 0 => throw new InvalidOperationException(), 3 => null!, _ => row })
            .CompareAnswers((_, b) => b.Value == 1 ? throw new InvalidOperationException() : true));
        await AskAsync(services, 4);
        await Eventually.Holds(() => services.Host().GetEvidence("m")[0] is { Unpaired: 3, Agreed: 1 });
    }

    [Fact]
    public async Task A_sample_is_of_its_share()
    {
        _registry.Deploy(DeploymentPlan.Live(1).Shadow(2));
        await using var services = Provider(m => m.Shadow(o => (o.SampleShare, o.MaxQueued) = (0.1, 1_000_000)));
        await AskAsync(services, 10_000);
        var evidence = services.Host().GetEvidence("m")[0];

        // Five standard deviations of a binomial.
        Assert.Equal(10_000, evidence.Seen);
        Assert.InRange(evidence.Sampled, 850, 1150);
    }

    [Fact]
    public async Task The_status_shows_a_shadow_and_nobody_sets_it_aside()
    {
        _registry.Deploy(DeploymentPlan.Live(1).Shadow(2));
        await using var services = Provider();
        await AskAsync(services, 1);
        var shadow = Assert.Single(services.Host().GetStatus("m").Routes, r => r.Route.Role == RouteRole.Shadow);
        Assert.Null(shadow.WhyNot);
        Assert.Throws<ArgumentException>(() => services.Host().SetAside("m", "v2"));
    }

    internal static Task<CandidateEvidence> Compared(IServiceProvider services, long rows) => Compared(services, rows, RouteRole.Shadow);

    internal static async Task<CandidateEvidence> Compared(IServiceProvider services, long rows, RouteRole role)
    {
        CandidateEvidence? evidence = null;
        await Eventually.Holds(() => (evidence = services.Host().GetEvidence("m").FirstOrDefault(e => e.Role == role))?.Compared == rows);
        return evidence!;
    }

    private static async Task AskAsync(ServiceProvider services, int rows)
    {
        // A first call waits for live alone, and the candidate may come later.
        await services.Host().RefreshAsync("m", Token);
        for (var age = 0; age < rows; age++)
        {
            await services.Predictor().PredictAsync(new Row(age), Token);
        }
    }

    private async Task DeployAsync(ServiceProvider services, DeploymentPlan plan)
    {
        _registry.Deploy(plan);
        await services.Host().RefreshAsync("m", Token);
    }

    private ServiceProvider Provider(Action<IModelBuilder<Row, Score>>? declare = null) => Setup.Provider(
        m =>
        {
            m.FromRegistry().AddRuntime(_ => (IModelRuntime<Row, Score>)_runtime);
            declare?.Invoke(m);
        },
        s => s.AddSingleton<IModelRegistry>(_registry));

    /// <summary>Answers at once, and leaves the model to itself.</summary>
    private sealed class Impatient(IModel<Row, Score> inner) : IModel<Row, Score>
    {
        public ValueTask<Prediction<Score>> PredictAsync(Row input, CancellationToken cancellationToken)
        {
            _ = inner.PredictAsync(input, cancellationToken).AsTask();
            return new(new Score(-1));
        }
    }
}
