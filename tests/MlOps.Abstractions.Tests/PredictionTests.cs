using System.Globalization;
using System.Text.Json;

namespace MlOps;

public class PredictionTests
{
    private static readonly Route V7 = new("income", 7, "v7", RouteRole.Live);
    private static readonly Violation Age = new("Age", "range", Severity.Hard, "17 to 90") { Observed = "secret-observed" };

    [Fact]
    public void The_default_is_none_and_every_list_of_it_is_there()
    {
        Prediction<float> none = default;

        Assert.Equal(PredictionOutcome.None, none.Outcome);
        Assert.Equal("", none.Id);
        Assert.Empty(none.Attempts);
        Assert.Empty(none.Violations);
        Assert.Empty(none.Heuristics);
        Assert.Null(none.Route);
        Assert.False(none.IsPlain);
        Assert.False(none.TryGetValue(out _));
        Assert.Throws<InvalidOperationException>(() => none.Value);
    }

    [Fact]
    public void An_answer_has_its_value_and_nothing_else()
    {
        Prediction<float> answer = 0.5f;

        Assert.Equal(0.5f, answer.Value);
        Assert.True(answer.TryGetValue(out var value));
        Assert.Equal(0.5f, value);
        Assert.True(answer.IsPlain);
        Assert.Equal(UnavailableReason.None, answer.Reason);
    }

    [Fact]
    public void An_answer_of_a_route_that_hides_them_is_not_printed_whatever_else_is_said_of_it()
    {
        var origin = new PredictionOrigin(V7, V7) { HidesAnswer = true };

        var plain = Prediction.Answered("planted").AnsweredBy(origin);
        var changed = (Prediction.Answered("first") with { Violations = [Age] }).AnsweredBy(origin).WithValue("planted") with { Id = "mine" };

        Assert.True(plain.IsPlain);
        Assert.Equal(("planted", "planted"), (plain.Value, changed.Value));
        Assert.Equal("Answered (hidden) by income v7 (live)", plain.ToString());
        Assert.StartsWith("Answered (hidden) by income v7 (live), violating", changed.ToString(), StringComparison.Ordinal);
        Assert.Contains("planted", JsonSerializer.Serialize(plain), StringComparison.Ordinal);
    }

    public static TheoryData<Prediction<string>> WithoutValue =>
    [
        Prediction.Suppressed<string>("rule", "because"),
        Prediction.Rejected<string>(Age),
        Prediction.Unavailable<string>(UnavailableReason.NoRouteLeft),
        Prediction.Answered("x").Suppress(),
        default(Prediction<string>),
    ];

    [Theory]
    [MemberData(nameof(WithoutValue))]
    public void Without_a_value_reading_it_throws_and_says_what_there_is(Prediction<string> prediction)
    {
        Assert.False(prediction.TryGetValue(out var value));
        Assert.Null(value);
        Assert.Null(prediction.ValueOrDefault);
        Assert.Contains(prediction.Outcome.ToString(), Assert.Throws<InvalidOperationException>(() => prediction.Value).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => prediction.WithValue("y"));
    }

    [Fact]
    public void With_changes_a_copy()
    {
        var plain = Prediction.Answered(1f);
        var changed = plain with { Route = V7, Id = "mine", Attempts = [new(V7, AttemptFailure.Threw)] };
        var again = changed with { Violations = [Age] };

        Assert.Null(plain.Route);
        Assert.True(plain.IsPlain);
        Assert.Equal(("mine", 1, 1f), (again.Id, again.Attempts.Count, again.Value));
        Assert.Empty(changed.Violations);
        Assert.Equal(2f, again.WithValue(2).Value);
        Assert.Equal("mine", again.WithValue(2).Id);
        Assert.Equal("mine", again.Suppress().Id);
    }

    [Fact]
    public void A_list_set_to_null_is_empty()
    {
        var prediction = Prediction.Answered(1f) with { Attempts = null!, Violations = null!, Heuristics = null! };

        Assert.Empty(prediction.Attempts);
        Assert.Empty(prediction.Violations);
        Assert.Empty(prediction.Heuristics);
    }

    [Fact]
    public void A_copy_keeps_its_id_and_each_prediction_has_its_own()
    {
        var first = Prediction.Answered(1f);

        Assert.Equal(first.Id, (first with { Route = V7 }).Id);
        Assert.Equal(first.Id, first.WithValue(2).Id);
        Assert.NotEqual("", first.Id);
    }

    [Fact]
    public void Ids_are_unique_over_threads_and_blocks()
    {
        const int PerThread = 140_000;
        var ids = new string[4 * PerThread];
        Parallel.For(0, 4, t =>
        {
            for (var i = 0; i < PerThread; i++)
            {
                ids[(t * PerThread) + i] = Prediction.Answered(0).Id;
            }
        });

        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void Every_outcome_serialises_to_json_without_what_was_observed()
    {
        foreach (var prediction in WithoutValue.Select(r => r.Data).Append(Prediction.Answered("x") with
        {
            Route = V7,
            Violations = [Age],
            Attempts = [new(V7, AttemptFailure.Threw) { Exception = new InvalidOperationException("secret-message") }],
            Heuristics = [new("rule", HeuristicEffect.Failed) { Exception = new InvalidOperationException("secret-message") }],
        }))
        {
            var json = JsonSerializer.Serialize(prediction);

            Assert.Contains($"\"{prediction.Outcome}\"", json, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", json, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", prediction.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_number_that_json_lacks_serialises_too(float value)
    {
        Assert.Contains("\"value\":\"", JsonSerializer.Serialize(Prediction.Answered(value)), StringComparison.Ordinal);
    }

    [Fact]
    public void It_prints_as_one_line_in_every_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            var prediction = Prediction.Answered(0.5f) with
            {
                Route = V7,
                Attempts = [new(V7 with { Name = "v8", Role = RouteRole.Canary }, AttemptFailure.InvalidAnswer) { Violations = [Age] }],
                Heuristics = [new("minors", HeuristicEffect.Changed)],
            };

            Assert.Equal(
                "Answered 0.5 by income v7 (live), after [income v8 (canary): InvalidAnswer [Age: range, expected 17 to 90]], rules [minors changed]",
                prediction.ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    public sealed record Scored(double Score, DateTime At, IFormattable Inner);

    public sealed class Unprintable
    {
        public override string ToString() => throw new InvalidOperationException("secret");
    }

    [Fact]
    public void An_answer_that_prints_itself_by_the_culture_prints_the_same_in_every_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");

            Assert.Equal(
                "Answered Scored { Score = 0.5, At = 12/31/2026 00:00:00, Inner = 1.5 }",
                Prediction.Answered(new Scored(0.5, new(2026, 12, 31), 1.5m)).ToString());
            Assert.Equal("Answered 12/31/2026 00:00:00", Prediction.Answered(new DateTime(2026, 12, 31)).ToString());
            Assert.Equal("Answered ", Prediction.Answered<string?>(null).ToString());
            Assert.Equal("de-DE", CultureInfo.CurrentCulture.Name);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void An_answer_that_cannot_print_itself_is_named()
    {
        var culture = CultureInfo.CurrentCulture;

        Assert.Equal(
            "Answered Unprintable (its ToString threw InvalidOperationException) by income v7 (live)",
            (Prediction.Answered(new Unprintable()) with { Route = V7 }).ToString());
        Assert.Same(culture, CultureInfo.CurrentCulture);
    }

    [Fact]
    public void Made_by_hand_it_must_make_sense()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Prediction.Unavailable<float>(UnavailableReason.None));
        Assert.Throws<ArgumentNullException>(() => Prediction.Rejected<float>(null!));
    }

    [Fact]
    public void Violations_become_a_problem_by_column()
    {
        var problem = new[] { Age, Age with { Rule = "pattern" }, new Violation("", "completeness", Severity.Hard, "3 of 4"), new Violation("Hours", "required", Severity.Soft, "a value") }.ToProblem();

        Assert.Equal(2, problem["Age"].Length);
        Assert.DoesNotContain("Hours", problem.Keys);
        Assert.Equal(["completeness, expected 3 of 4"], problem[""]);
        Assert.DoesNotContain(problem.Values.SelectMany(v => v), v => v.Contains("secret", StringComparison.Ordinal));
    }
}
