using CsCheck;
using MlOps.Fakes;

namespace MlOps.Serving;

public class PredictorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_function_answers_and_the_prediction_says_who_did()
    {
        await using var services = Setup.Provider(m => m.FromFunction(row => new Score(row.Age)));
        var prediction = await services.Predictor().PredictAsync(new Row(3), Token);

        Assert.Equal(PredictionOutcome.Answered, prediction.Outcome);
        Assert.Equal(3, prediction.Value.Value);
        Assert.Equal(new Route("m", null, "function", RouteRole.Live), prediction.Route);
        Assert.Same(prediction.Route, prediction.Assigned);
        Assert.Empty(prediction.Attempts);
        Assert.NotEmpty(prediction.Id);
    }

    [Fact]
    public async Task A_call_can_bring_its_id()
    {
        await using var services = Setup.Provider(m => m.FromFunction(row => new Score(row.Age)));
        var prediction = await services.Predictor().PredictAsync(new Row(3), new PredictionOptions { Id = "request 7" }, Token);
        Assert.Equal("request 7", prediction.Id);
    }

    [Fact]
    public async Task One_version_can_be_asked_where_the_host_allows_it()
    {
        var registry = new FakeRegistry().With("one", "two");
        registry.Deploy(DeploymentPlan.Live(2).FallBackTo(1));
        await using var services = Setup.Provider(registry, new(), m => m.Configure(o => o.AllowOnlyVersion = true));

        var one = await services.Predictor().PredictAsync(new Row(3), new PredictionOptions { OnlyVersion = 1, Id = "x" }, Token);
        Assert.Equal("one", one.Value.By);
        Assert.Equal("x", one.Id);
        var nine = await services.Predictor().PredictAsync(new Row(3), new PredictionOptions { OnlyVersion = 9 }, Token);
        Assert.Equal(UnavailableReason.VersionNotServed, nine.Reason);
    }

    [Fact]
    public async Task One_version_alone_has_nothing_to_fall_back_to()
    {
        var registry = new FakeRegistry().With("one", "throws");
        registry.Deploy(DeploymentPlan.Live(2).FallBackTo(1));
        await using var services = Setup.Provider(
            registry, new(), m => m.Configure(o => o.AllowOnlyVersion = true).FallBackTo("zero", _ => new Score(0)));
        var prediction = await services.Predictor().PredictAsync(new Row(3), new PredictionOptions { OnlyVersion = 2 }, Token);
        Assert.Equal(UnavailableReason.NoRouteLeft, prediction.Reason);
        Assert.Single(prediction.Attempts);
    }

    [Fact]
    public async Task A_call_that_chooses_its_version_without_leave_is_misuse()
    {
        await using var services = Setup.Provider(m => m.FromFunction(row => new Score(row.Age)));
        var e = await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await services.Predictor().PredictAsync(new Row(3), new PredictionOptions { OnlyVersion = 1 }, Token));
        Assert.Contains("AllowOnlyVersion", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_null_row_is_misuse()
    {
        await using var services = Setup.Provider(m => m.FromFunction(row => new Score(row.Age)));
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await services.Predictor().PredictAsync(null!, Token));
    }

    [Fact]
    public async Task A_cancelled_call_asks_nobody()
    {
        var asked = 0;
        await using var services = Setup.Provider(m => m.FromFunction(row => new Score(++asked)).FallBackTo("other", _ => new Score(++asked)));
        await services.Predictor().PredictAsync(new Row(1), Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await services.Predictor().PredictAsync(new Row(3), new CancellationToken(true)));
        Assert.Equal(1, asked);
    }

    [Fact]
    public void A_batch_answers_each_row_as_a_single_call_would()
    {
        using var services = Setup.Provider(m => m
            .FromFunction(row => row.Age switch
            {
                1 => throw new InvalidOperationException(),
                2 => new Score(float.NaN),
                _ => new Score(row.Age),
            })
            .CheckAge()
            .CheckValue()
            .FallBackTo("double", row => row.Age == 4 ? throw new InvalidOperationException() : new Score(2 * row.Age))
            .WithCircuitBreaker(o => o.MinimumThroughput = int.MaxValue));
        var predictor = services.Predictor();
        Gen.Int[-2, 5].Array[0, 20].Sample(
            ages =>
            {
                var rows = ages.Select(a => new Row(a * 30 is 30 or 60 or 120 ? a : a * 30)).ToArray();
                var batch = new Prediction<Score>[rows.Length];
                predictor.PredictBatchAsync(rows, batch).AsTask().GetAwaiter().GetResult();
                for (var i = 0; i < rows.Length; i++)
                {
                    var single = predictor.PredictAsync(rows[i]).AsTask().GetAwaiter().GetResult();
                    Assert.Equal(single.ToString(), batch[i].ToString());
                }
            },
            iter: 200);
    }

    [Fact]
    public async Task Rows_that_a_cancelled_batch_did_not_reach_stay_none()
    {
        using var stop = new CancellationTokenSource();
        await using var services = Setup.Provider(m => m.FromFunction(row =>
        {
            if (row.Age == 2)
            {
                stop.Cancel();
            }

            return new Score(row.Age);
        }));
        var predictions = new Prediction<Score>[4];
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await services.Predictor().PredictBatchAsync(new Row[] { new(1), new(2), new(3), new(4) }, predictions, null, stop.Token));
        Assert.Equal(
            [PredictionOutcome.Answered, PredictionOutcome.Answered, PredictionOutcome.None, PredictionOutcome.None],
            predictions.Select(p => p.Outcome));
    }

    [Fact]
    public async Task A_batch_without_room_for_its_answers_is_misuse()
    {
        await using var services = Setup.Provider(m => m.FromFunction(row => new Score(row.Age)));
        var e = await Assert.ThrowsAsync<ArgumentException>(
            async () => await services.Predictor().PredictBatchAsync(new Row[2], new Prediction<Score>[1], null, Token));
        Assert.Contains("2 rows and room for 1", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_answers_later_is_awaited()
    {
        var registry = new FakeRegistry().With("waits");
        registry.Deploy(DeploymentPlan.Live(1));
        await using var services = Setup.Provider(registry, new(), m => m.CheckValue().AddHeuristic("x", (_, _) => true, (_, s) => s with { Value = 5 }));
        var prediction = await services.Predictor().PredictAsync(new Row(1), Token);
        Assert.Equal(5, prediction.Value.Value);
        Assert.Equal(1, prediction.Route?.Version);
    }

    [Fact]
    public async Task After_the_host_is_gone_a_predictor_says_so()
    {
        var services = Setup.Provider(m => m.FromFunction(row => new Score(row.Age)));
        var predictor = services.Predictor();
        await predictor.PredictAsync(new Row(1), Token);
        await services.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await predictor.PredictAsync(new Row(1), Token));
    }

    [Fact]
    public async Task A_row_that_is_null_is_rejected_alone_in_a_batch()
    {
        await using var services = Setup.Provider(m => m.FromFunction(row => new Score(row.Age)));
        var predictions = new Prediction<Score>[3];
        await services.Predictor().PredictBatchAsync(new Row[] { new(1), null!, new(3) }, predictions, cancellationToken: Token);
        Assert.Equal([PredictionOutcome.Answered, PredictionOutcome.Rejected, PredictionOutcome.Answered], predictions.Select(p => p.Outcome));
    }

    [Fact]
    public async Task A_question_to_one_version_is_answered_by_that_version_or_not_at_all()
    {
        var registry = new FakeRegistry().With("one");
        registry.Deploy(DeploymentPlan.Live(1));
        await using var services = Setup.Provider(
            registry, new(), m => m.Configure(o => o.AllowOnlyVersion = true).CheckAge().OnInvalidInput("a person decides", (_, _) => new Score(0)));
        var only = new PredictionOptions { OnlyVersion = 1 };
        Assert.Equal(PredictionOutcome.Rejected, (await services.Predictor().PredictAsync(new Row(-1), only, Token)).Outcome);
        Assert.Equal(RouteRole.InvalidInputHandler, (await services.Predictor().PredictAsync(new Row(-1), Token)).Route?.Role);
    }
}
