using System.Diagnostics.CodeAnalysis;
using MlOps.Rows;
using MlOps.Validation.Schemas;

namespace MlOps;

/// <summary>Says what one column holds; <c>Column</c>, <c>RowCompleteness</c> and <c>Rule</c> go on with the schema.</summary>
/// <typeparam name="TRow">The row.</typeparam>
/// <typeparam name="TValue">A value that is there.</typeparam>
/// <typeparam name="TSelf">The builder itself.</typeparam>
public abstract class ColumnBuilder<[DynamicallyAccessedMembers(RowMembers.All)] TRow, TValue, TSelf> : SchemaBuilder<TRow>
    where TSelf : ColumnBuilder<TRow, TValue, TSelf>
{
    private readonly ColumnDraft<TRow> _column;

    private protected ColumnBuilder(SchemaDraft<TRow> schema, ColumnDraft<TRow> column)
        : base(schema) => _column = column;

    private protected ColumnType Type => _column.Type;

    /// <summary>A missing value is a hard violation. This is also the rule where nothing is said.</summary>
    public TSelf Required() => With(Presence.Required);

    /// <summary>A missing value is a soft violation: the model is asked, and the prediction says so.</summary>
    /// <remarks>
    /// The model must be able to do without the value. A linear ML.NET model answers NaN to a NaN, which the answer check refuses, so
    /// that a fallback answers or nobody does. Replace missing numbers in its pipeline, with <c>ReplaceMissingValues</c> and, for the
    /// model to learn from their absence, <c>IndicateMissingValues</c>; the project's docs/validation.md shows how.
    /// </remarks>
    public TSelf Tolerated() => With(Presence.Tolerated);

    /// <summary>The value may be missing. As with <see cref="Tolerated"/>, the model must be able to do without it.</summary>
    public TSelf Optional() => With(Presence.Optional);

    /// <summary>The column's values appear in no violation, report, log or exception.</summary>
    public TSelf Sensitive()
    {
        _column.Sensitive = true;
        return Self;
    }

    /// <summary>Adds a rule in code for a value that is there.</summary>
    /// <param name="name">What violations call it; one of a kind in the column.</param>
    /// <param name="holds">Whether the value follows the rule. Called by many threads at once; throwing is a hard violation.</param>
    /// <param name="severity">How much breaking the rule matters.</param>
    public TSelf Must(string name, Func<TValue, bool> holds, Severity severity = Severity.Hard)
    {
        ArgumentNullException.ThrowIfNull(holds);
        _column.Add(new CustomColumnRule(name) { Severity = severity }, new(holds, cell => holds(Value(cell))));
        return Self;
    }

    private protected TSelf With(ColumnRule rule)
    {
        _column.Add(rule);
        return Self;
    }

    private protected ArgumentException Mistake(string message) => new($"Column '{_column.Name}': {message}");

    private protected abstract TValue Value(Cell cell);

    private TSelf Self => (TSelf)this;

    private TSelf With(Presence presence)
    {
        _column.Presence = _column.Presence is not { } said || said == presence
            ? presence
            : throw Mistake($"it can't be {said} and {presence} at once; keep one of them.");
        return Self;
    }
}
