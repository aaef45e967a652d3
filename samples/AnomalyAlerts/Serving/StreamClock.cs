using AnomalyAlerts.Stream;

namespace AnomalyAlerts.Serving;

/// <summary>The stream's time, so that three weeks pass in seconds and every rule that counts in hours goes by it.</summary>
internal sealed class StreamClock : TimeProvider
{
    private DateTimeOffset _now = MetricStream.Watched;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _now.UtcTicks;

    public void Set(DateTimeOffset now) => _now = now;
}
