using System.Diagnostics.CodeAnalysis;
using MlOps.Validation.Schemas;

namespace MlOps;

/// <summary>Says what can be said of any column; <c>Column</c>, <c>RowCompleteness</c>, <c>Rule</c> and the like go on with the schema.</summary>
/// <typeparam name="TRow">The row.</typeparam>
/// <typeparam name="TSelf">The builder itself.</typeparam>
public abstract class ColumnBuilder<[DynamicallyAccessedMembers(RowMembers.All)] TRow, TSelf> : SchemaBuilder<TRow>
    where TSelf : ColumnBuilder<TRow, TSelf>
{
    private readonly ColumnDraft _column;

    private protected ColumnBuilder(SchemaDraft<TRow> schema, ColumnDraft column)
        : base(schema) => _column = column;

    private protected ColumnDraft Draft => _column;

    private protected TSelf Self => (TSelf)this;

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

    /// <summary>Says what the column's numbers count, for people.</summary>
    /// <param name="name">The unit, such as <c>years</c>.</param>
    public TSelf Unit(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        _column.Set(c => c with { Unit = name });
        return Self;
    }

    /// <summary>Says where the column is expected; without this word it is everywhere. A host's check of inputs leaves out what serving lacks.</summary>
    /// <param name="environments">Names such as <see cref="SchemaEnvironments.Training"/>.</param>
    public TSelf ExpectedIn(params ReadOnlySpan<string> environments)
    {
        _column.AddEnvironments(environments.ToArray());
        return Self;
    }

    /// <summary>At least a share of a batch's rows have a value. A single row is no batch: there <see cref="Required"/> and the like decide.</summary>
    /// <param name="minimum">The share, from 0 to 1.</param>
    public TSelf Completeness(double minimum)
    {
        _column.Set(c => c with { MinimumCompleteness = minimum });
        return Self;
    }

    private protected TSelf With(ColumnRule rule)
    {
        _column.Add(rule);
        return Self;
    }

    private protected ArgumentException Mistake(string message) => new($"Column '{_column.Name}': {message}");

    private TSelf With(Presence presence)
    {
        _column.Presence = _column.Presence is not { } said || said == presence
            ? presence
            : throw Mistake($"it can't be {said} and {presence} at once; keep one of them.");
        return Self;
    }
}
