using MlOps.Validation.Rows;
using MlOps.Validation.Schemas;

namespace MlOps.Validation.Batches;

/// <summary>All that is gathered of a batch, in constant memory but for the values that a rule needs: what a report is made of, and what merges.</summary>
internal sealed class BatchState
{
    private readonly int _maxSamples;

    public BatchState(RulePlan plan, BatchOptions options)
    {
        (Plan, _maxSamples) = (plan, options.MaxSamples);
        Columns = [.. plan.Schema.Columns.Select(c => new ColumnTally(
            c.Rules.Any(r => r is UniqueRule or DistinctCountRule or TopValueRule) ? new(options.MemoryBudget) : null))];
        Rules = [.. plan.Entries.Select(_ => new RuleTally())];
    }

    private BatchState(RulePlan plan, int maxSamples, ColumnTally[] columns, RuleTally[] rules) =>
        (Plan, _maxSamples, Columns, Rules) = (plan, maxSamples, columns, rules);

    public RulePlan Plan { get; }

    public ColumnTally[] Columns { get; }

    public RuleTally[] Rules { get; }

    public long Rows { get; set; }

    public long InvalidRows { get; set; }

    /// <summary>Rows that are no row: null.</summary>
    public long NullRows { get; private set; }

    /// <summary>Whether the batch was read to its end.</summary>
    public bool IsComplete { get; set; }

    /// <summary>Takes down what the row engine found wrong with a row, or with a part of it.</summary>
    /// <returns>Whether any of it is hard.</returns>
    public bool Add(in Findings found, long position)
    {
        var hard = false;
        for (var i = 0; i < found.Count; i++)
        {
            var (violation, source) = found[i];
            hard |= violation.Severity == Severity.Hard;
            var rule = Plan.IndexOf(violation.Rule, source);
            Break(rule, violation.Severity, position, Shows(rule) ? violation.Observed : null);
        }

        return hard;
    }

    /// <summary>Whether the next row that breaks a rule becomes a sample.</summary>
    public bool Shows(int rule) => Rules[rule].Samples.Count < _maxSamples;

    /// <summary>Takes down that a row breaks a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="severity">How much it matters.</param>
    /// <param name="position">The row.</param>
    /// <param name="observed">What stood there; null where it is to be no sample.</param>
    public void Break(int rule, Severity severity, long position, string? observed)
    {
        if (Rules[rule].Add(position, observed))
        {
            var entry = Plan.Entries[rule];
            Rules[rule].Errors += severity == Severity.Hard && entry.InRow == Severity.Soft ? 1 : 0;
            Count(entry, position);
        }
    }

    public void AddNullRow(long position)
    {
        Rows++;
        NullRows++;
        InvalidRows++;
        Rules[0].Add(position, Shows(0) ? Explainer.NoRow.Observed : null);
        foreach (var column in Columns)
        {
            column.Add(MissingState.Null);
        }
    }

    public BatchState Clone() => Copy(_maxSamples);

    /// <summary>This and another as one; neither changes.</summary>
    public BatchState Merge(BatchState other)
    {
        var merged = Copy(Math.Min(_maxSamples, other._maxSamples));
        merged.Rows += other.Rows;
        merged.InvalidRows += other.InvalidRows;
        merged.NullRows += other.NullRows;
        merged.IsComplete &= other.IsComplete;
        for (var i = 0; i < Columns.Length; i++)
        {
            merged.Columns[i].Add(other.Columns[i]);
        }

        for (var i = 0; i < Rules.Length; i++)
        {
            merged.Rules[i].Add(other.Rules[i], merged._maxSamples);
        }

        return merged;
    }

    private BatchState Copy(int maxSamples) =>
        new(Plan, maxSamples, Array.ConvertAll(Columns, c => c.Clone()), Array.ConvertAll(Rules, r => r.Clone()))
        {
            Rows = Rows,
            InvalidRows = InvalidRows,
            NullRows = NullRows,
            IsComplete = IsComplete,
        };

    // A value outside two ranges of its column is one value out of range.
    private void Count(RuleEntry entry, long position)
    {
        if (entry.Kind != RuleEntryKind.Value)
        {
            return;
        }

        var column = Columns[entry.Column];
        if (entry.Name == RuleNames.Range && column.LastOutOfRange != position)
        {
            (column.OutOfRange, column.LastOutOfRange) = (column.OutOfRange + 1, position);
        }
        else if (entry.Name == RuleNames.Domain && column.LastOutOfDomain != position)
        {
            (column.OutOfDomain, column.LastOutOfDomain) = (column.OutOfDomain + 1, position);
        }
    }
}
