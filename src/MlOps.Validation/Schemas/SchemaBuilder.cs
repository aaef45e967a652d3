using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Numerics;
using MlOps.Validation.Schemas;

namespace MlOps;

/// <summary>Writes a schema for a row type: columns with their rules, and rules over the whole row.</summary>
/// <typeparam name="TRow">The row; its public properties and fields are its columns.</typeparam>
/// <remarks>
/// A mistake, such as a range that holds nothing or a column named twice, is an <see cref="ArgumentException"/> where it is
/// written. For one thread.
/// </remarks>
public class SchemaBuilder<[DynamicallyAccessedMembers(RowMembers.All)] TRow>
{
    private readonly SchemaDraft<TRow> _draft;

    private protected SchemaBuilder(SchemaDraft<TRow> draft) => _draft = draft;

    /// <summary>Begins a column of texts.</summary>
    /// <param name="column">Names the column: <c>row => row.Workclass</c>.</param>
    public TextColumnBuilder<TRow> Column(Expression<Func<TRow, string?>> column) => new(_draft, _draft.AddColumn(column));

    /// <summary>Begins a column of numbers.</summary>
    /// <typeparam name="TNumber">float, double, or a whole number of up to 64 bits (but ulong).</typeparam>
    /// <param name="column">Names the column: <c>row => row.Age</c>.</param>
    public NumberColumnBuilder<TRow, TNumber> Column<TNumber>(Expression<Func<TRow, TNumber>> column)
        where TNumber : struct, INumber<TNumber> => new(_draft, _draft.AddColumn(column));

    /// <inheritdoc cref="Column{TNumber}(Expression{Func{TRow, TNumber}})"/>
    public NumberColumnBuilder<TRow, TNumber> Column<TNumber>(Expression<Func<TRow, TNumber?>> column)
        where TNumber : struct, INumber<TNumber> => new(_draft, _draft.AddColumn(column));

    /// <summary>Begins a column of truth values.</summary>
    /// <param name="column">Names the column: <c>row => row.IsMarried</c>.</param>
    public BooleanColumnBuilder<TRow> Column(Expression<Func<TRow, bool>> column) => new(_draft, _draft.AddColumn(column));

    /// <inheritdoc cref="Column(Expression{Func{TRow, bool}})"/>
    public BooleanColumnBuilder<TRow> Column(Expression<Func<TRow, bool?>> column) => new(_draft, _draft.AddColumn(column));

    /// <summary>Asks that a share of the schema's columns have a value. Null, NaN and the empty text are no values.</summary>
    /// <param name="minimum">The share, from 0 to 1.</param>
    /// <param name="severity">How much breaking the rule matters.</param>
    public SchemaBuilder<TRow> RowCompleteness(double minimum, Severity severity = Severity.Hard)
    {
        _draft.AddRule(new CompletenessRule(minimum) { Severity = severity });
        return this;
    }

    /// <summary>Adds a rule over the whole row, missing values included.</summary>
    /// <param name="name">What violations call it; one of a kind in the schema.</param>
    /// <param name="holds">Whether the row follows the rule. Called by many threads at once; throwing is a hard violation.</param>
    /// <param name="severity">How much breaking the rule matters.</param>
    public SchemaBuilder<TRow> Rule(string name, Func<TRow, bool> holds, Severity severity = Severity.Hard)
    {
        _draft.AddRule(new CustomRowRule(name) { Severity = severity }, holds);
        return this;
    }

    internal static SchemaDraft<TRow> Write(Action<SchemaBuilder<TRow>> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var draft = new SchemaDraft<TRow>();
        configure(new(draft));
        return draft;
    }
}
