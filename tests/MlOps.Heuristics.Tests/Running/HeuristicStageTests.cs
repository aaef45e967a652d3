using System.Collections.Immutable;
using CsCheck;

namespace MlOps.Heuristics.Running;

public class HeuristicStageTests
{
    private static readonly Route Live = new("m", 1, "v1", RouteRole.Live);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rules_run_in_their_order_each_on_the_answer_that_the_one_before_left()
    {
        var prediction = await Predict(1, Change("add one", (_, _) => true, v => v + 1), Change("double", (_, _) => true, v => v * 2));
        Assert.Equal(4, prediction.Value);
        Assert.Equal(["add one changed", "double changed"], prediction.Heuristics.Select(h => h.ToString()));
    }

    [Fact]
    public async Task A_rule_that_does_not_fire_leaves_no_trace()
    {
        var prediction = await Predict(1, Change("never", (_, _) => false, v => v + 1), Suppress("never either", (_, _) => false));
        Assert.Equal(1, prediction.Value);
        Assert.Empty(prediction.Heuristics);
    }

    [Fact]
    public async Task Whether_a_rule_fired_is_what_it_said_and_not_guessed_from_the_answer()
    {
        var prediction = await Predict(1, Change("same", (_, _) => true, v => v));
        Assert.Equal(HeuristicEffect.Changed, Assert.Single(prediction.Heuristics).Effect);
    }

    [Fact]
    public async Task A_suppressed_answer_is_a_kind_of_its_own_and_later_rules_are_not_asked()
    {
        var asked = 0;
        var prediction = await Predict(1, Suppress("stop", (_, _) => true), Change("later", (_, _) => ++asked > 0, v => v));
        Assert.Equal(PredictionOutcome.Suppressed, prediction.Outcome);
        Assert.False(prediction.TryGetValue(out _));
        Assert.Equal("stop suppressed", Assert.Single(prediction.Heuristics).ToString());
        Assert.Equal(Live, prediction.Route);
        Assert.Equal(0, asked);
    }

    [Fact]
    public async Task A_rule_that_throws_is_skipped_and_reported()
    {
        var prediction = await Predict(1, Change("broken", (_, _) => throw new InvalidOperationException(), v => v), Change("double", (_, _) => true, v => v * 2));
        Assert.Equal(2, prediction.Value);
        Assert.Equal([HeuristicEffect.Failed, HeuristicEffect.Changed], prediction.Heuristics.Select(h => h.Effect));
        Assert.IsType<InvalidOperationException>(prediction.Heuristics[0].Exception);
    }

    [Fact]
    public async Task A_rule_without_which_no_answer_may_go_out_suppresses_when_it_throws()
    {
        var prediction = await Predict(
            1, m => m.SuppressWhen("guard", (_, _) => throw new InvalidOperationException(), o => o.OnFailure = HeuristicFailureMode.Suppress));
        Assert.Equal(PredictionOutcome.Suppressed, prediction.Outcome);
        Assert.IsType<InvalidOperationException>(Assert.Single(prediction.Heuristics).Exception);
    }

    [Fact]
    public async Task A_changed_answer_that_breaks_the_answers_rules_is_not_given()
    {
        var prediction = await Predict(1, Change("far too much", (_, _) => true, _ => 1000));
        Assert.Equal(1, prediction.Value);
        var failed = Assert.Single(prediction.Heuristics);
        Assert.Equal(HeuristicEffect.Failed, failed.Effect);
        Assert.Contains("up to 100", failed.Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_checked_or_measured_is_no_failure_of_the_prediction()
    {
        Action<FakeBuilder<Row, Named>>[] rules =
        [
            m => m.Clamp("no name", a => a.Name!.Length, 0, 3, (a, _) => a with { Name = null }),
            m => m.AddHeuristic("again", (_, _) => true, (_, a) => a with { Name = "ann" }),
        ];
        var inner = new Inner<Named>(Prediction.Answered(new Named { Name = "anna" }));
        var measured = await FakeBuilder<Row, Named>.With(rules).Wrap(inner).PredictAsync(new Row(1), Token);
        Assert.Equal(["no name changed (above 3)", "again changed"], measured.Heuristics.Select(h => h.ToString()));
        var checkedOnes = await FakeBuilder<Row, Named>.With(rules)
            .Wrap(inner, a => a.Name!.Length > 100 ? [new("", "length", Severity.Hard, "up to 100")] : []).PredictAsync(new Row(1), Token);
        Assert.Equal(
            ["no name failed (its answer can't be checked (NullReferenceException))", "again changed"], checkedOnes.Heuristics.Select(h => h.ToString()));
        Assert.Equal("ann", checkedOnes.Value.Name);
    }

    [Fact]
    public async Task An_answer_that_a_failure_withheld_is_recorded_where_the_host_asked_for_it()
    {
        var prediction = await Predict(1, m => m.SuppressWhen(
            "guard", (_, _) => throw new InvalidOperationException(), o => (o.OnFailure, o.RecordAnswers) = (HeuristicFailureMode.Suppress, true)));
        Assert.Equal(1f, Assert.Single(prediction.Heuristics).Before);
    }

    [Fact]
    public async Task A_changed_answer_brings_its_own_soft_violations_in_the_place_of_those_before()
    {
        Assert.Equal([Soft(60)], (await Predict(55, Change("to 60", (_, _) => true, _ => 60))).Violations);
        Assert.Equal([Soft(60)], (await Predict(1, Change("to 60", (_, _) => true, _ => 60))).Violations);
        Assert.Empty((await Predict(55, Change("to 1", (_, _) => true, _ => 1))).Violations);
    }

    [Fact]
    public async Task The_violations_are_those_of_the_last_answer_that_stood()
    {
        var prediction = await Predict(
            55,
            Change("to 60", (_, _) => true, _ => 60),
            Change("to 70", (_, _) => true, _ => 70),
            Change("far too much", (_, _) => true, _ => 1000),
            Change("broken", (_, _) => throw new InvalidOperationException(), v => v),
            Change("never", (_, _) => false, _ => 1));

        Assert.Equal(70, prediction.Value);
        Assert.Equal([Soft(70)], prediction.Violations);
    }

    [Fact]
    public async Task An_answer_that_no_rule_changed_keeps_its_violations()
    {
        Assert.Equal([Soft(55)], (await Predict(55, Change("far too much", (_, _) => true, _ => 1000))).Violations);
        Assert.Equal([Soft(55)], (await Predict(55, Change("never", (_, _) => false, _ => 1))).Violations);
        Assert.Equal([Soft(55)], (await Predict(55, Suppress("stop", (_, _) => true))).Violations);
    }

    [Fact]
    public async Task What_is_no_answer_passes_by()
    {
        var asked = 0;
        var rejected = Prediction.Rejected<float>(new Violation("Age", "range", Severity.Hard, "0 and up"));
        var prediction = await Stage(new Inner<float>(rejected), Change("counts", (_, _) => ++asked > 0, v => v)).PredictAsync(new Row(1), Token);
        Assert.Equal(PredictionOutcome.Rejected, prediction.Outcome);
        Assert.Equal(0, asked);
    }

    [Fact]
    public void However_many_rules_fire_each_is_asked_once_and_the_result_is_their_composition() => Gen
        .Select(Gen.Bool.Array[0, 8], Gen.Bool)
        .Sample((fires, async) =>
        {
            var asked = new int[fires.Length];
            var rules = fires.Select((fire, i) => Change($"rule {i}", (_, _) => ++asked[i] > 0 && fire, v => v + 1)).ToArray();
            var prediction = Stage(new Inner<float>(Prediction.Answered(1f), async), rules).PredictAsync(new Row(1), CancellationToken.None).AsTask().GetAwaiter().GetResult();
            return prediction.Value == 1 + fires.Count(f => f) && asked.All(a => a == 1) && prediction.Heuristics.Count == fires.Count(f => f);
        });

    [Fact]
    public async Task Rules_that_do_not_fire_allocate_nothing()
    {
        var stage = Stage(new Inner<float>(Prediction.Answered(1f)), [.. Enumerable.Range(0, 10).Select(i => Change($"rule {i}", (_, _) => false, v => v))]);
        var row = new Row(1);
        for (var i = 0; i < 2000; i++)
        {
            await stage.PredictAsync(row, Token);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            _ = stage.PredictAsync(row, CancellationToken.None).Result;
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static async Task<Prediction<float>> Predict(float answer, params Action<FakeBuilder<Row, float>>[] rules) =>
        await Stage(new Inner<float>(Prediction.Answered(answer) with { Route = Live, Violations = Check(answer) }), rules).PredictAsync(new Row(20), Token);

    private static IModel<Row, float> Stage(IModel<Row, float> inner, params Action<FakeBuilder<Row, float>>[] rules) =>
        FakeBuilder<Row, float>.With(rules).Wrap(inner, Check);

    private static ImmutableArray<Violation> Check(float answer) => answer switch
    {
        > 100 => [new("", "range", Severity.Hard, "up to 100")],
        > 50 => [Soft(answer)],
        _ => [],
    };

    private static Violation Soft(float answer) => new("", "range", Severity.Soft, "up to 50") { Observed = $"{answer}" };

    private static Action<FakeBuilder<Row, float>> Change(string name, Func<Row, float, bool> when, Func<float, float> change) =>
        m => m.AddHeuristic(name, when, (_, value) => change(value));

    private static Action<FakeBuilder<Row, float>> Suppress(string name, Func<Row, float, bool> when) => m => m.SuppressWhen(name, when);

    private sealed class Inner<TOutput>(Prediction<TOutput> prediction, bool async = false) : IModel<Row, TOutput>
    {
        public ValueTask<Prediction<TOutput>> PredictAsync(Row input, CancellationToken cancellationToken) => async ? LaterAsync() : new(prediction);

        private async ValueTask<Prediction<TOutput>> LaterAsync()
        {
            await Task.Yield();
            return prediction;
        }
    }

    private sealed record Named
    {
        public string? Name { get; init; }

        public bool Equals(Named? other) => throw new InvalidOperationException();

        public override int GetHashCode() => 0;
    }
}
