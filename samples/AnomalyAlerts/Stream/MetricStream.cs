namespace AnomalyAlerts.Stream;

/// <summary>
/// A fleet's metrics, minute by minute and the same for the same seed: busy at noon and quiet at night and on weekends, with noise that
/// lingers, single outliers, back-ups every night, a test host that does as it likes, and in the last week five
/// true incidents.
/// </summary>
internal sealed class MetricStream(int seed)
{
    public const int DaysToLearn = 14;

    public const int DaysToWatch = 7;

    // How far a host's noise goes, how much of it lingers to the next minute, and how often a value is an outlier, alone and for no reason.
    private const double Noise = 3;
    private const double Lingering = 0.8;
    private const double OutlierShare = 0.0015;
    private const double OutlierSize = 45;
    private const double BackupSize = 50;
    private const double LoadTestSize = 80;
    private const int LoadTestMinutes = 25;
    private const double LoadTestShare = 0.002;

    private static readonly string[] Hosts = ["web-1", "web-2", "web-3", "web-4", "db-1", "db-2", "batch-1", "test-1"];
    private static readonly string[] Metrics = ["cpu", "latency"];

    /// <summary>A Monday.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset Watched { get; } = Start.AddDays(DaysToLearn);

    public static IReadOnlyList<Incident> Incidents { get; } =
    [
        new("runaway process", "web-2", null, At(day: 0, hour: 10, minute: 15), Minutes: 90, Size: 60),
        new("failing disk", "db-1", "latency", At(day: 1, hour: 3, minute: 10), Minutes: 45, Size: 70),
        new("upstream outage", "web-", "latency", At(day: 2, hour: 16, minute: 40), Minutes: 35, Size: 80),
        new("stuck job", "batch-1", "cpu", At(day: 4, hour: 20, minute: 5), Minutes: 240, Size: 55),
        new("lock during the back-up", "db-2", "latency", At(day: 6, hour: 2, minute: 10), Minutes: 80, Size: 75),
    ];

    /// <summary>The two weeks to learn from, in which nothing was wrong that anybody knew of.</summary>
    public IEnumerable<MetricPoint> Learning() => Read().Where(p => p.Time < Watched);

    /// <summary>The week to watch.</summary>
    public IEnumerable<MetricPoint> Watching() => Read().Where(p => p.Time >= Watched);

    private static DateTimeOffset At(int day, int hour, int minute) => Watched.AddDays(day).AddHours(hour).AddMinutes(minute);

    private IEnumerable<MetricPoint> Read()
    {
        var random = new Random(seed);
        var noise = new double[Hosts.Length, Metrics.Length];
        var loadTestEnds = Start;
        for (var time = Start; time < Watched.AddDays(DaysToWatch); time = time.AddMinutes(1))
        {
            loadTestEnds = random.NextDouble() < LoadTestShare ? time.AddMinutes(LoadTestMinutes) : loadTestEnds;
            for (var host = 0; host < Hosts.Length; host++)
            {
                for (var metric = 0; metric < Metrics.Length; metric++)
                {
                    noise[host, metric] = (Lingering * noise[host, metric]) + (Noise * Normal(random));
                    var outlier = random.NextDouble() < OutlierShare ? OutlierSize * (1 + random.NextDouble()) : 0;
                    var own = Hosts[host] == "test-1" && time < loadTestEnds ? LoadTestSize : 0;
                    yield return new()
                    {
                        Host = Hosts[host],
                        Metric = Metrics[metric],
                        Time = time,
                        Value = Math.Max(0, Usual(host, time) + noise[host, metric] + outlier + own + Extra(Hosts[host], Metrics[metric], time)),
                    };
                }
            }
        }
    }

    // A day's wave with its top at two in the afternoon, lower on weekends; each host has a level of its own.
    private static double Usual(int host, DateTimeOffset time)
    {
        var wave = Math.Cos((time.TimeOfDay.TotalHours - 14) / 24 * 2 * Math.PI);
        var weekend = time.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0.6 : 1;
        return (70 + (4 * host)) * weekend * (0.6 + (0.4 * wave));
    }

    private static double Extra(string host, string metric, DateTimeOffset time)
    {
        var backup = host.StartsWith("db-", StringComparison.Ordinal) && time.TimeOfDay < TimeSpan.FromHours(2.4) && time.TimeOfDay >= TimeSpan.FromHours(2)
            ? BackupSize
            : 0;
        return backup + Incidents.Where(i => i.Shows(host, metric, time)).Sum(i => i.Size);
    }

    // Two even numbers make a normal one (Box and Muller, 1958).
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
