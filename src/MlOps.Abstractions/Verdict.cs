using System.Collections.Immutable;

namespace MlOps;

/// <summary>A judgement, with its reasons. It measures nothing: what is measured is a <see cref="Metric"/> or a report.</summary>
/// <remarks>Only <see cref="Pass"/> comes without a reason; the default of nothing judged is <see cref="VerdictKind.Inconclusive"/>.</remarks>
public sealed record Verdict
{
    private Verdict(VerdictKind kind, ImmutableArray<string> reasons) => (Kind, Reasons) = (kind, reasons);

    /// <summary>It holds.</summary>
    public static Verdict Pass { get; } = new(VerdictKind.Pass, []);

    /// <summary>What the judgement says.</summary>
    public VerdictKind Kind { get; }

    /// <summary>Why, the heaviest first; empty for a pass. No reason tells a value of the data.</summary>
    public ImmutableArray<string> Reasons { get; }

    /// <summary>It holds, with a remark.</summary>
    /// <exception cref="ArgumentException">There is no reason.</exception>
    public static Verdict Warn(string reason) => new(VerdictKind.Warn, [Said(reason)]);

    /// <summary>It doesn't hold.</summary>
    /// <exception cref="ArgumentException">There is no reason.</exception>
    public static Verdict Fail(string reason) => new(VerdictKind.Fail, [Said(reason)]);

    /// <summary>It can't be said: it did not run, or there is no data or too little.</summary>
    /// <exception cref="ArgumentException">There is no reason.</exception>
    public static Verdict Inconclusive(string reason) => new(VerdictKind.Inconclusive, [Said(reason)]);

    /// <summary>
    /// Several judgements as one: fail if one fails, else inconclusive if one is, else warn if one does, else pass. Of no judgement at all
    /// it is inconclusive: what was not judged doesn't pass.
    /// </summary>
    public static Verdict All(IEnumerable<Verdict> verdicts)
    {
        ArgumentNullException.ThrowIfNull(verdicts);
        var heaviestFirst = verdicts.OrderByDescending(v => v.Kind).ToList();
        return heaviestFirst.Count == 0
            ? Inconclusive("Nothing was judged.")
            : new(heaviestFirst[0].Kind, [.. heaviestFirst.SelectMany(v => v.Reasons)]);
    }

    /// <inheritdoc/>
    public bool Equals(Verdict? other) => other is not null && Kind == other.Kind && Reasons.SequenceEqual(other.Reasons, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Reasons.Length);

    /// <summary>One line: <c>fail: Age: range, 12 of 1000 rows break it</c>.</summary>
    public override string ToString() => Reasons.IsEmpty ? "pass" : $"{Kind.ToString().ToLowerInvariant()}: {string.Join("; ", Reasons)}";

    private static string Said(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return reason;
    }
}
