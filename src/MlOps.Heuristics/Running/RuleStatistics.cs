namespace MlOps.Heuristics.Running;

/// <summary>What is counted of one rule. It is written where a rule fires; how often one ran follows from that.</summary>
internal sealed class RuleStatistics
{
    // Of how many answers the rule was not there; and how many had come when it went, null while it is there.
    private long _missed;
    private long? _left = 0;
    private long _passedBy;
    private long _changes;
    private long _suppressions;
    private long _failures;
    private long _dryRuns;
    private long _measured;
    private double _sum;
    private double _largest;
    private long _lastFired;
    private long _expiryTold;

    public long Changes => Interlocked.Read(ref _changes);

    public long Suppressions => Interlocked.Read(ref _suppressions);

    public long Failures => Interlocked.Read(ref _failures);

    public long DryRuns => Interlocked.Read(ref _dryRuns);

    public double? MeanChange => Interlocked.Read(ref _measured) is var count and > 0 ? Volatile.Read(ref _sum) / count : null;

    public double? LargestChange => Interlocked.Read(ref _measured) > 0 ? Volatile.Read(ref _largest) : null;

    public DateTimeOffset? LastFired => Interlocked.Read(ref _lastFired) is var ticks and > 0 ? new(ticks, TimeSpan.Zero) : null;

    /// <summary>How often the rule was asked, given how many predictions came to the rules.</summary>
    public long Runs(long seen) => Math.Max(0, seen - Interlocked.Read(ref _missed) - Interlocked.Read(ref _passedBy));

    /// <summary>The rule is in force from now on. One caller at a time.</summary>
    /// <param name="seen">How many answers came to the rules until now.</param>
    public void Enter(long seen)
    {
        if (_left is { } left)
        {
            Interlocked.Add(ref _missed, seen - left);
            _left = null;
        }
    }

    /// <summary>The rule is not in force any more. One caller at a time.</summary>
    /// <inheritdoc cref="Enter"/>
    public void Leave(long seen) => _left ??= seen;

    /// <summary>A rule before it withheld the answer.</summary>
    public void PassBy() => Interlocked.Increment(ref _passedBy);

    /// <summary>True once for each expiry: one that was put off comes again.</summary>
    public bool TellsOfExpiry(DateTimeOffset expires) => Interlocked.Exchange(ref _expiryTold, expires.UtcTicks) != expires.UtcTicks;

    public void Record(HeuristicEffect effect, DateTimeOffset now)
    {
        _ = effect switch
        {
            HeuristicEffect.Changed => Interlocked.Increment(ref _changes),
            HeuristicEffect.Suppressed => Interlocked.Increment(ref _suppressions),
            HeuristicEffect.WouldChange or HeuristicEffect.WouldSuppress => Interlocked.Increment(ref _dryRuns),
            _ => Interlocked.Increment(ref _failures),
        };
        if (effect != HeuristicEffect.Failed)
        {
            Interlocked.Exchange(ref _lastFired, now.UtcTicks);
        }
    }

    public void RecordFailure() => Interlocked.Increment(ref _failures);

    /// <summary>By how much an answer was, or would have been, changed.</summary>
    public void Measure(double change)
    {
        var size = Math.Abs(change);
        if (!double.IsFinite(size))
        {
            return;
        }

        Update(ref _sum, size, static (known, added) => known + added);
        Update(ref _largest, size, Math.Max);
        Interlocked.Increment(ref _measured);
    }

    private static void Update(ref double place, double with, Func<double, double, double> update)
    {
        double known;
        do
        {
            known = Volatile.Read(ref place);
        }
        while (Interlocked.CompareExchange(ref place, update(known, with), known) != known);
    }
}
