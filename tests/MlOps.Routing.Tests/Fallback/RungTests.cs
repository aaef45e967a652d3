using MlOps.Checks;
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

        // All of the plan: a first call waits for live alone.
        await services.Host().RefreshAsync("m", TestContext.Current.CancellationToken);
        var prediction = await services.Predictor().PredictAsync(new Row(1), TestContext.Current.CancellationToken);

        Assert.Equal(answers, prediction.Route?.Name);
        Assert.Equal(killed, prediction.Attempts.Count);
        Assert.Equal(answers is null ? UnavailableReason.NoRouteLeft : UnavailableReason.None, prediction.Reason);

        // Versions are listed here from the last rung up.
        string Version(int rung) => killed > rung ? "throws" : $"good {rung}";
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_live_version_whose_record_cannot_be_had_hands_over_like_any_other(bool wasEdited)
    {
        var registry = new FakeRegistry().With("one", "two");
        registry.Deploy(DeploymentPlan.Live(2).FallBackTo(1));
        if (wasEdited)
        {
            registry.Edit(2, new());
        }
        else
        {
            registry.BeforeRecord = number => number == 2 ? throw new IOException("unreadable") : Task.CompletedTask;
        }

        await using var services = Setup.Provider(registry, new());
        var prediction = await services.Predictor().PredictAsync(new Row(1), TestContext.Current.CancellationToken);

        Assert.Equal("one", prediction.Value.By);
        Assert.Equal(AttemptFailure.NotLoaded, Assert.Single(prediction.Attempts).Failure);
        Assert.NotNull(services.Host().GetStatus("m").NextTry);
    }

    [Fact]
    public async Task A_live_version_whose_answers_cannot_be_checked_hands_over_to_the_version_behind_it_and_not_only_to_functions()
    {
        var registry = new FakeRegistry().With("one", "two");
        registry.Deploy(DeploymentPlan.Live(2).FallBackTo(1));
        await using var services = Setup.Provider(registry, new(), m => m
            .CheckAge()
            .OnInvalidInput("a person decides", (_, _) => new Score(3))
            .CheckOutput(context => context.Version?.Number == 2 ? throw new ModelLoadException("it doesn't fit") : new NoCheck<Score>())
            .FallBackTo("function", _ => new Score(2)));

        var prediction = await services.Predictor().PredictAsync(new Row(1), TestContext.Current.CancellationToken);
        Assert.Equal("one", prediction.Value.By);
        Assert.Equal(3, (await services.Predictor().PredictAsync(new Row(-1), TestContext.Current.CancellationToken)).Value.Value);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_fallback_whose_check_throws_anything_holds_no_live_version_back(bool ofRows)
    {
        var registry = new FakeRegistry().With("one", "two");
        registry.Deploy(DeploymentPlan.Live(2).FallBackTo(1));
        await using var services = Setup.Provider(registry, new(), m => _ = ofRows ? m.CheckInput(Make<Row>) : m.CheckOutput(Make<Score>));

        var prediction = await services.Predictor().PredictAsync(new Row(1), TestContext.Current.CancellationToken);

        Assert.Equal("two", prediction.Value.By);
        await Eventually.Holds(() => services.Host().GetStatus("m").Routes is [{ WhyNot: null }, { WhyNot: { } why }] && why.Contains("odd", StringComparison.Ordinal));

        static IRowCheck<T> Make<T>(CheckContext context) => context.Version?.Number == 1 ? throw new FormatException("odd") : new NoCheck<T>();
    }

    private sealed class NoCheck<T> : IRowCheck<T>
    {
        public System.Collections.Immutable.ImmutableArray<Violation> Check(T row) => [];
    }
}
