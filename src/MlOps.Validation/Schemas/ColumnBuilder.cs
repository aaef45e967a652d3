using System.Diagnostics.CodeAnalysis;
using MlOps.Rows;
using MlOps.Validation.Schemas;

namespace MlOps;

/// <summary>Says what one column of single values holds.</summary>
/// <typeparam name="TRow">The row.</typeparam>
/// <typeparam name="TValue">A value that is there.</typeparam>
/// <typeparam name="TSelf">The builder itself.</typeparam>
public abstract class ColumnBuilder<[DynamicallyAccessedMembers(RowMembers.All)] TRow, TValue, TSelf> : ColumnBuilder<TRow, TSelf>
    where TSelf : ColumnBuilder<TRow, TValue, TSelf>
{
    private protected ColumnBuilder(SchemaDraft<TRow> schema, ColumnDraft column)
        : base(schema, column)
    {
    }

    /// <summary>Adds a rule in code for a value that is there.</summary>
    /// <param name="name">What violations call it; one of a kind in the column.</param>
    /// <param name="holds">Whether the value follows the rule. Called by many threads at once; throwing is a hard violation.</param>
    /// <param name="severity">How much breaking the rule matters.</param>
    public TSelf Must(string name, Func<TValue, bool> holds, Severity severity = Severity.Hard)
    {
        ArgumentNullException.ThrowIfNull(holds);
        Draft.Add(new CustomColumnRule(name) { Severity = severity }, new(holds, cell => holds(Value(cell))));
        return Self;
    }

    /// <summary>No value stands twice in a batch. Skipped for a single row.</summary>
    /// <param name="severity">How much breaking the rule matters.</param>
    public TSelf Unique(Severity severity = Severity.Hard) => With(new UniqueRule { Severity = severity });

    /// <summary>A batch holds so many different values. Skipped for a single row.</summary>
    /// <param name="minimum">The smallest number allowed.</param>
    /// <param name="maximum">The largest number allowed.</param>
    /// <param name="severity">How much breaking the rule matters.</param>
    public TSelf DistinctCount(long minimum, long maximum, Severity severity = Severity.Hard) =>
        With(new DistinctCountRule(minimum, maximum) { Severity = severity });

    /// <summary>The most frequent value of a batch has at most a share of its values. Skipped for a single row.</summary>
    /// <param name="maximumShare">The share, from 0 to 1.</param>
    /// <param name="severity">How much breaking the rule matters.</param>
    public TSelf TopValue(double maximumShare, Severity severity = Severity.Hard) => With(new TopValueRule(maximumShare) { Severity = severity });

    private protected abstract TValue Value(Cell cell);

    // No tolerance is none said, so that schemas with and without the word are equal.
    private protected static double? Share(double tolerated) => tolerated == 0 ? null : tolerated;
}
