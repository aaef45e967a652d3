using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MlOps.Fakes;

namespace MlOps.Calls;

public class TimeoutTests
{
    private static readonly TimeSpan After = TimeSpan.FromSeconds(1);
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_overdue_call_is_told_and_the_next_route_answers()
    {
        var model = new Remote();
        await using var services = Provider(model);
        var pending = services.Predictor().PredictAsync(new Row(1), Token);
        await model.Asked;
        Assert.False(pending.IsCompleted);
        _time.Advance(After);
        var prediction = await pending;

        Assert.Equal("other", prediction.Route!.Name);
        Assert.Equal((AttemptFailure.TimedOut, "Remote"), (prediction.Attempts[0].Failure, prediction.Attempts[0].Route.Name));
        await Eventually.Holds(() => model.WasTold);
        Assert.Equal(1, services.Host().GetStatus("m").Routes[0].Health!.FailureRatio);
    }

    [Fact]
    public async Task The_caller_leaves_a_model_that_does_not_listen()
    {
        var model = new Remote { Listens = false };
        await using var services = Provider(model);
        var pending = services.Predictor().PredictAsync(new Row(1), Token);
        await model.Asked;
        _time.Advance(After);

        Assert.Equal(AttemptFailure.TimedOut, (await pending).Attempts[0].Failure);
        model.Answer.SetResult(new Score(1));
    }

    [Fact]
    public async Task A_call_that_is_in_time_answers_and_one_that_throws_says_what()
    {
        var model = new Remote();
        await using var services = Provider(model);
        model.Answer.SetResult(new Score(5));
        Assert.Equal(5, (await services.Predictor().PredictAsync(new Row(1), Token)).Value.Value);

        model.Answer = new();
        model.Answer.SetException(new InvalidOperationException());
        Assert.Equal(AttemptFailure.Threw, (await services.Predictor().PredictAsync(new Row(1), Token)).Attempts[0].Failure);
    }

    [Fact]
    public async Task A_caller_who_leaves_gets_no_fallback_and_counts_for_nothing()
    {
        var model = new Remote();
        await using var services = Provider(model);
        using var stop = new CancellationTokenSource();
        var pending = services.Predictor().PredictAsync(new Row(1), stop.Token);
        await model.Asked;
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await pending);
        Assert.Equal(0, services.Host().GetStatus("m").Routes[0].Health!.Samples);
    }

    [Fact]
    public async Task A_fallback_has_a_timeout_of_its_own()
    {
        var model = new Remote();
        await using var services = Setup.Provider(
            m => m
                .FromFunction(_ => throw new InvalidOperationException())
                .FallBackTo<Row, Score, Remote>("remote")
                .FallBackTo("last", _ => new Score(3))
                .WithTimeout(After, fallback: "remote"),
            s => s.AddSingleton(model).AddSingleton<TimeProvider>(_time));
        var pending = services.Predictor().PredictAsync(new Row(1), Token);
        await model.Asked;
        _time.Advance(After);

        Assert.Equal([AttemptFailure.Threw, AttemptFailure.TimedOut], (await pending).Attempts.Select(a => a.Failure));
    }

    [Fact]
    public async Task What_cannot_be_interrupted_needs_workers_and_a_name_must_be_there()
    {
        await using var services = Setup.Provider(m => m
            .FromFunction(_ => new Score(1))
            .FallBackTo("median", _ => new Score(1))
            .WithTimeout(After)
            .WithTimeout(After, fallback: "median")
            .WithTimeout(TimeSpan.Zero, o => o.UseWorkers = true, fallback: "mean"));
        var mistakes = Assert.Throws<ModelConfigurationException>(() => services.Host().GetStatus("m")).Mistakes;

        Assert.Equal(4, mistakes.Count);
        Assert.Contains(mistakes, m => m.StartsWith("It has a timeout, and what it calls can't be interrupted: set UseWorkers", StringComparison.Ordinal));
        Assert.Contains(mistakes, m => m.StartsWith("Its fallback 'median' has a timeout", StringComparison.Ordinal));
        Assert.Contains(mistakes, m => m.Contains("names a fallback 'mean' that isn't there; there are: median.", StringComparison.Ordinal));
        Assert.Contains(mistakes, m => m.Contains("The timeout of its fallback 'mean' is wrong", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_timeout_of_a_fallback_where_there_is_none_is_told_without_a_list_of_nothing()
    {
        await using var services = Setup.Provider(m => m.FromFunction(_ => new Score(1)).WithTimeout(After, o => o.UseWorkers = true, fallback: "mean"));
        var mistake = Assert.Single(Assert.Throws<ModelConfigurationException>(() => services.Host().GetStatus("m")).Mistakes);

        Assert.Contains("names a fallback 'mean', and there is none: add it with FallBackTo", mistake, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_timeout_out_of_range_is_refused()
    {
        await using var services = Setup.Provider(m => m.FromFunction(_ => new Score(1)).WithTimeout(TimeSpan.FromDays(2), o => o.UseWorkers = true));
        Assert.Contains("After", Assert.Throws<ModelConfigurationException>(() => services.Host().GetStatus("m")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configuration_section_can_say_it()
    {
        var section = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Timeout:After"] = "00:00:01", ["Timeout:UseWorkers"] = "true", ["Timeout:MaxStuckWorkers"] = "3" })
            .Build();
        await using var services = Setup.Provider(m => m.FromFunction(_ => new Score(1)).Configure(section));
        await services.Host().RefreshAsync("m", Token);
        Assert.Equal(new RouteWorkers(0, 3), services.Host().GetStatus("m").Routes[0].Workers);
    }

    private ServiceProvider Provider(Remote model) => Setup.Provider(
        m => m.FromModel<Row, Score, Remote>().WithTimeout(After).FallBackTo("other", _ => new Score(9)),
        s => s.AddSingleton(model).AddSingleton<TimeProvider>(_time));

    private sealed class Remote : IModel<Row, Score>
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<Score> Answer { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Listens { get; init; } = true;

        public bool WasTold { get; private set; }

        public Task Asked => _asked.Task;

        public async ValueTask<Prediction<Score>> PredictAsync(Row input, CancellationToken cancellationToken)
        {
            _asked.TrySetResult();
            try
            {
                return await Answer.Task.WaitAsync(Listens ? cancellationToken : CancellationToken.None);
            }
            catch (OperationCanceledException)
            {
                WasTold = true;
                throw;
            }
        }
    }
}
