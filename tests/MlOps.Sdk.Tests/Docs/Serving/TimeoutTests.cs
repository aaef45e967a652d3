using Polly;

namespace MlOps.Docs.Serving;

/// <summary>docs/serving.md: a route that takes too long.</summary>
public class TimeoutTests
{
    private static readonly Page Page = new("docs/serving.md");

    [Fact]
    public async Task A_call_that_takes_too_long_is_left_and_a_pipeline_tries_again()
    {
        await using var app = new App();
        var services = app.Services;

        services.AddModel<Person, Income>("income")
            .FromModel<Person, Income, RemoteModel>()
            .WithTimeout(TimeSpan.FromMilliseconds(200))
            .WithPipeline((pipeline, host) => pipeline.AddRetry(new() { MaxRetryAttempts = 1, Delay = TimeSpan.Zero }))
            .FallBackTo("base rate", row => new() { Probability = 0.24f });

        await app.StartAsync();
        var prediction = await app.Predictor.PredictAsync(new() { Age = 44 });
        Assert.Equal(("base rate", AttemptFailure.TimedOut), (prediction.Route!.Name, Assert.Single(prediction.Attempts).Failure));
    }

    [Fact]
    public async Task Calls_that_cannot_be_interrupted_run_on_workers()
    {
        using var done = new ManualResetEventSlim();
        await using var app = new App();
        var services = app.Services;

        services.AddModel<Person, Income>("income")
            .FromFunction(row => Compute(row))
            .WithTimeout(TimeSpan.FromMilliseconds(50), o => o.UseWorkers = true)
            .FallBackTo("base rate", row => new() { Probability = 0.24f });

        await app.StartAsync();
        var first = await app.Predictor.PredictAsync(new() { Age = 44 });
        var last = first;
        while (last.Attempts.Single().Failure == AttemptFailure.TimedOut)
        {
            last = await app.Predictor.PredictAsync(new() { Age = 44 });
        }

        Page.Prints(first, last);
        Page.Names(typeof(CallTimeoutOptions).GetProperties().Select(p => p.Name).Append(nameof(RouteStatus.Workers)));
        Assert.True(app.Models.GetStatus("income").Routes[0].Workers!.IsStuck);
        done.Set();

        Income Compute(Person row)
        {
            done.Wait(TestContext.Current.CancellationToken);
            return new() { Probability = row.Age / 100 };
        }
    }

    // It fails at first, and then takes its time.
    private sealed class RemoteModel : IModel<Person, Income>
    {
        private int _calls;

        public async ValueTask<Prediction<Income>> PredictAsync(Person input, CancellationToken cancellationToken)
        {
            await Task.Delay(_calls++ == 0 ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, cancellationToken);
            throw new HttpRequestException();
        }
    }
}
