using MlOps.Fakes;

namespace MlOps.Checking;

public class CheckingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hard_violation_keeps_the_row_from_every_model()
    {
        var asked = 0;
        await using var services = Setup.Provider(m => m.FromFunction(_ => new Score(++asked)).FallBackTo("f", _ => new Score(++asked)).CheckAge());
        var prediction = await services.Predictor().PredictAsync(new Row(-1), Token);

        Assert.Equal(PredictionOutcome.Rejected, prediction.Outcome);
        Assert.Equal(["Age", ""], prediction.Violations.Select(v => v.Column));
        Assert.Equal(RouteRole.Live, prediction.Assigned?.Role);
        Assert.Null(prediction.Route);
        Assert.Equal(0, asked);
    }

    [Fact]
    public async Task A_soft_violation_rides_on_the_answer()
    {
        await using var services = Setup.Provider(m => m.FromFunction(row => new Score(1)).CheckAge());
        var prediction = await services.Predictor().PredictAsync(new Row(101), Token);
        Assert.Equal(PredictionOutcome.Answered, prediction.Outcome);
        Assert.Equal(Severity.Soft, Assert.Single(prediction.Violations).Severity);
    }

    [Fact]
    public async Task Soft_violations_of_row_and_answer_stand_together()
    {
        await using var services = Setup.Provider(m => m.FromFunction(row => new Score(row.Age)).CheckAge().CheckValue());
        var prediction = await services.Predictor().PredictAsync(new Row(101), Token);
        Assert.Equal(["Age", "Value"], prediction.Violations.Select(v => v.Column));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public async Task An_answer_that_is_no_finite_number_fails_its_route_without_any_rule(float value)
    {
        await using var services = Setup.Provider(m => m.FromFunction(_ => new Score(value)).FallBackTo("f", _ => new Score(1)));
        Assert.Equal(RouteRole.FallbackFunction, (await services.Predictor().PredictAsync(new Row(1), Token)).Route?.Role);
    }

    [Fact]
    public async Task A_host_can_allow_answers_that_are_not_finite()
    {
        await using var services = Setup.Provider(m => m.FromFunction(_ => new Score(float.NaN)).Configure(o => o.AllowNonFiniteAnswers = true));
        Assert.True(float.IsNaN((await services.Predictor().PredictAsync(new Row(1), Token)).Value.Value));
    }

    [Fact]
    public async Task Answers_of_functions_are_checked_too()
    {
        await using var services = Setup.Provider(m => m.FromFunction(_ => new Score(-1)).FallBackTo("f", _ => new Score(-2)).CheckValue());
        Assert.Equal(2, (await services.Predictor().PredictAsync(new Row(1), Token)).Attempts.Count);
    }

    [Fact]
    public async Task The_invalid_input_handler_answers_what_would_be_rejected_and_heuristics_leave_it_alone()
    {
        await using var services = Setup.Provider(m => m
            .FromFunction(_ => new Score(1))
            .CheckAge()
            .AddHeuristic("always 9", (_, _) => true, (_, s) => s with { Value = 9 })
            .OnInvalidInput("reviewer", (_, violations) => new Score(violations.Count)));
        var prediction = await services.Predictor().PredictAsync(new Row(-1), Token);

        Assert.Equal(2, prediction.Value.Value);
        Assert.Equal(new Route("m", null, "reviewer", RouteRole.InvalidInputHandler), prediction.Route);
        Assert.Equal(2, prediction.Violations.Count);
        Assert.Empty(prediction.Heuristics);
    }

    [Fact]
    public async Task A_handler_that_throws_or_answers_nonsense_leaves_the_row_rejected()
    {
        await using var throws = Setup.Provider(m => m
            .FromFunction(_ => new Score(1)).CheckAge().OnInvalidInput("h", (_, _) => throw new InvalidOperationException()));
        var prediction = await throws.Predictor().PredictAsync(new Row(-1), Token);
        Assert.Equal(PredictionOutcome.Rejected, prediction.Outcome);
        Assert.Equal(AttemptFailure.Threw, Assert.Single(prediction.Attempts).Failure);

        await using var nonsense = Setup.Provider(m => m.FromFunction(_ => new Score(1)).CheckAge().OnInvalidInput("h", (_, _) => new Score(float.NaN)));
        prediction = await nonsense.Predictor().PredictAsync(new Row(-1), Token);
        Assert.Equal(AttemptFailure.InvalidAnswer, Assert.Single(prediction.Attempts).Failure);
    }

    [Fact]
    public async Task A_changed_answer_is_checked_again_and_the_one_before_stands_if_it_fails()
    {
        await using var services = Setup.Provider(m => m
            .FromFunction(_ => new Score(1))
            .CheckValue()
            .AddHeuristic("negative", (_, _) => true, (_, s) => s with { Value = -1 })
            .AddHeuristic("double", (_, _) => true, (_, s) => s with { Value = s.Value * 2 }));
        var prediction = await services.Predictor().PredictAsync(new Row(1), Token);
        Assert.Equal(2, prediction.Value.Value);
        Assert.Equal([HeuristicEffect.Failed, HeuristicEffect.Changed], prediction.Heuristics.Select(h => h.Effect));
    }
}
