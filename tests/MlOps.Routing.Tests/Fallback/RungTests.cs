using MlOps.Fakes;

namespace MlOps.Fallback;

public class RungTests
{
    [Theory]
    [InlineData(0, "v3")]
    [InlineData(1, "v2")]
    [InlineData(2, "v1")]
    [InlineData(3, "first")]
    [InlineData(4, "second")]
    [InlineData(5, null)]
    public async Task Each_rung_that_is_killed_hands_over_to_the_next(int killed, string? answers)
    {
        var registry = new FakeRegistry().With(Version(2), Version(1), Version(0));
        registry.Deploy(DeploymentPlan.Live(3).FallBackTo(2).FallBackTo(1));
        await using var services = Setup.Provider(registry, new(), m => m
            .FallBackTo("first", _ => killed > 3 ? throw new TimeoutException() : new Score(1))
            .FallBackTo("second", _ => killed > 4 ? throw new TimeoutException() : new Score(2)));
        var prediction = await services.Predictor().PredictAsync(new Row(1), TestContext.Current.CancellationToken);

        Assert.Equal(answers, prediction.Route?.Name);
        Assert.Equal(killed, prediction.Attempts.Count);
        Assert.Equal(answers is null ? UnavailableReason.NoRouteLeft : UnavailableReason.None, prediction.Reason);

        // Versions are listed here from the last rung up.
        string Version(int rung) => killed > rung ? "throws" : $"good {rung}";
    }
}
