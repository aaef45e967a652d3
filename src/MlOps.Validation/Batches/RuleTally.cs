namespace MlOps.Validation.Batches;

/// <summary>What is gathered of one rule: all of it can be merged.</summary>
internal sealed class RuleTally
{
    private List<FailingRow> _samples = [];
    private long _last = -1;

    /// <summary>How many rows a rule over the row judged; of other rules the columns know.</summary>
    public long Judged { get; set; }

    public long Broken { get; set; }

    /// <summary>How many rows broke it harder than it is: its code threw.</summary>
    public long Errors { get; set; }

    public IReadOnlyList<FailingRow> Samples => _samples;

    /// <param name="position">The row.</param>
    /// <param name="observed">What stood there; null where it is to be no sample.</param>
    /// <returns>Whether the row breaks the rule for the first time.</returns>
    public bool Add(long position, string? observed)
    {
        if (_last == position)
        {
            return false;
        }

        _last = position;
        Broken++;
        if (observed is not null)
        {
            _samples.Add(new(position, observed));
        }

        return true;
    }

    public void Add(RuleTally other, int maxSamples)
    {
        Judged += other.Judged;
        Broken += other.Broken;
        Errors += other.Errors;
        _samples = [.. _samples.Concat(other._samples).OrderBy(s => s.Position).ThenBy(s => s.Observed, StringComparer.Ordinal).Take(maxSamples)];
    }

    public RuleTally Clone() => new() { _samples = [.. _samples], _last = _last, Judged = Judged, Broken = Broken, Errors = Errors };
}
