using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using MlOps.Checks;
using MlOps.Fakes;
using MlOps.Routing.Observing;

namespace MlOps.Observing;

public class LogThrottleTests
{
    [Fact]
    public void A_clock_that_is_set_back_silences_nothing()
    {
        var time = new SetBack();
        var throttle = new LogThrottle(time, TimeSpan.FromMinutes(1));
        Assert.True(throttle.Allows("a", out _));
        Assert.False(throttle.Allows("a", out _));
        time.Back = TimeSpan.FromHours(1);
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.True(throttle.Allows("a", out var times));
        Assert.Equal(2, times);
    }

    [Fact]
    public async Task A_watched_file_that_is_gone_is_told_once_an_interval_and_not_at_every_look()
    {
        var token = TestContext.Current.CancellationToken;
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(path, "one", token);
        var (logs, time) = (new FakeLogCollector(), new FakeTimeProvider());
        await using var services = Setup.Provider(
            m => m.FromFile(path, o => o.Watch = true).AddRuntime(_ => new TextRuntime()),
            s => s.AddSingleton<TimeProvider>(time).AddLogging(l => l.AddProvider(new FakeLoggerProvider(logs))));
        await services.Predictor().PredictAsync(new Row(1), token);
        File.Delete(path);

        var seconds = 0;
        await Eventually.Holds(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return ++seconds > 60 && logs.GetSnapshot().Count(r => r.Id.Id == 4) > 1;
        });

        Assert.InRange(logs.GetSnapshot().Count(r => r.Id.Id == 4), 2, 1 + (seconds / 60));
    }

    [Fact]
    public async Task Rows_that_break_ever_other_rules_leave_room_for_what_else_goes_wrong()
    {
        var token = TestContext.Current.CancellationToken;
        var logs = new FakeLogCollector();
        await using var services = Setup.Provider(
            m => m.FromFunction(row => row.Age == 0 ? throw new TimeoutException() : new Score(1)).CheckInput(_ => new ManyRules()).FallBackTo("base", _ => new Score(2)),
            s => s.AddLogging(l => l.AddProvider(new FakeLoggerProvider(logs))));
        for (var i = 1; i < 1 << 12; i++)
        {
            await services.Predictor().PredictAsync(new Row(i), token);
        }

        await services.Predictor().PredictAsync(new Row(0), token);

        Assert.Equal((12, 1), (logs.GetSnapshot().Count(r => r.Id.Id == 6), logs.GetSnapshot().Count(r => r.Id.Id == 5)));
    }

    private sealed class ManyRules : IRowCheck<Row>
    {
        public System.Collections.Immutable.ImmutableArray<Violation> Check(Row row) =>
            [.. Enumerable.Range(0, 12).Where(i => ((int)row.Age >> i) % 2 == 1).Select(i => new Violation($"c{i}", "range", Severity.Hard, "0 and up"))];
    }

    private sealed class SetBack : FakeTimeProvider
    {
        public TimeSpan Back { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - Back;

        // Which never goes back.
        public override long GetTimestamp() => base.GetUtcNow().Ticks;
    }
}
