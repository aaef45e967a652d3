using System.Collections.Immutable;

namespace MlOps;

/// <summary>How a batch stands to one rule of its schema.</summary>
/// <param name="Column">The column; empty for a rule over rows or the batch.</param>
/// <param name="Rule">The rule, named as in a <see cref="Violation"/>; also <c>unique</c>, <c>distinctCount</c>, <c>topValue</c>, <c>rowCount</c>.</param>
/// <param name="Severity">How much breaking it matters.</param>
/// <param name="Expected">What it asks for, for people.</param>
/// <param name="Verdict">Whether the batch follows it; inconclusive where it did not run or had nothing to judge.</param>
public sealed record RuleReport(string Column, string Rule, Severity Severity, string Expected, Verdict Verdict)
{
    /// <summary>How many rows it judged; those in which it skips what is missing don't count.</summary>
    public long Judged { get; init; }

    /// <summary>How many rows break it, exact also where the samples are fewer; for a rule over the batch how many it counts against it.</summary>
    public long Broken { get; init; }

    /// <summary>The first rows that break it.</summary>
    public ImmutableArray<FailingRow> Samples { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <inheritdoc/>
    public bool Equals(RuleReport? other) => other is not null
        && Column == other.Column
        && Rule == other.Rule
        && Severity == other.Severity
        && Expected == other.Expected
        && Verdict.Equals(other.Verdict)
        && Judged == other.Judged
        && Broken == other.Broken
        && Samples.SequenceEqual(other.Samples);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Column, Rule, Severity, Expected, Judged, Broken);

    /// <summary>One line without observed values: <c>Age: range, 12 of 1000 break 17 to 90</c>.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{(Column.Length == 0 ? "row" : Column)}: {Rule}, {Broken} of {Judged} break {Expected}");
}
