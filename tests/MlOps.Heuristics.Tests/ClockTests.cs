using System.Globalization;
using Microsoft.Extensions.Time.Testing;

namespace MlOps.Heuristics;

public class ClockTests
{
    [Theory]
    [InlineData("2026-03-29T00:30:00Z", "01:15", "01:45", true)]
    [InlineData("2026-03-29T01:30:00Z", "02:15", "02:45", false)] // 03:30: there is no 02:30 on this day.
    [InlineData("2026-03-29T00:30:00Z", "02:15", "02:45", false)]
    [InlineData("2026-03-29T01:00:00Z", "01:30", "03:30", true)]
    [InlineData("2026-10-25T00:30:00Z", "02:15", "02:45", true)]
    [InlineData("2026-10-25T01:30:00Z", "02:15", "02:45", true)] // The clock shows 02:30 for the second time.
    [InlineData("2026-10-25T02:30:00Z", "02:15", "02:45", false)]
    [InlineData("2026-10-24T23:30:00Z", "22:00", "02:00", true)]
    public void On_days_on_which_clocks_change_a_window_of_maintenance_goes_by_what_they_show(string now, string from, string to, bool withheld)
    {
        var answer = LayerTests.Of<Row, float>(
            m => m.SuppressDuringMaintenance("window", (_, _) => true, o => o.Weekly.Add(new()
            {
                From = TimeOnly.Parse(from, CultureInfo.InvariantCulture),
                To = TimeOnly.Parse(to, CultureInfo.InvariantCulture),
                TimeZone = "Europe/Berlin",
            })),
            new FakeTimeProvider(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture)));
        Assert.Equal(withheld, answer(new(1), 1).Outcome == PredictionOutcome.Suppressed);
    }

    [Fact]
    public void A_monotonic_clock_that_goes_back_holds_no_budget_back_for_longer_than_its_span()
    {
        var time = new Clock { Timestamp = TimeSpan.FromHours(10).Ticks };
        var answer = LayerTests.Of<Row, float>(m => m.AlertBudget("budget", (_, _) => true, o => (o.Maximum, o.Per) = (2, TimeSpan.FromHours(1))), time);
        Assert.Equal([true, true, false], Ask(3));
        time.Timestamp -= TimeSpan.FromHours(5).Ticks;
        Assert.Equal([false], Ask(1));
        time.Timestamp += TimeSpan.FromHours(1).Ticks;
        Assert.Equal([true, true, false], Ask(3));

        bool[] Ask(int times) => [.. Enumerable.Range(0, times).Select(_ => answer(new(1), 1).Outcome == PredictionOutcome.Answered)];
    }

    [Fact]
    public void A_monotonic_clock_that_goes_back_begins_the_window_of_duplicates_anew()
    {
        var time = new Clock { Timestamp = TimeSpan.FromHours(10).Ticks };
        var answer = LayerTests.Of<Row, float>(m => m.SuppressDuplicates("again", (_, _) => true, (row, _) => row.Age, o => o.Window = TimeSpan.FromMinutes(1)), time);
        Assert.Equal(PredictionOutcome.Answered, answer(new(1), 1).Outcome);
        time.Timestamp -= TimeSpan.FromHours(5).Ticks;
        Assert.Equal(PredictionOutcome.Suppressed, answer(new(1), 1).Outcome);
        time.Timestamp += TimeSpan.FromMinutes(1).Ticks;
        Assert.Equal(PredictionOutcome.Answered, answer(new(1), 1).Outcome);
    }

    private sealed class Clock : TimeProvider
    {
        public long Timestamp { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Timestamp;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;
    }
}
