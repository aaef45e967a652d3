using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Numerics;
using MlOps.Rows;
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

    internal SchemaDraft<TRow> SchemaDraft => _draft;

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

    /// <summary>Begins a column of vectors.</summary>
    /// <param name="column">Names the column: <c>row => row.Embedding</c>.</param>
    public VectorColumnBuilder<TRow> Column(Expression<Func<TRow, float[]?>> column) => new(_draft, _draft.AddVector(column));

    /// <inheritdoc cref="Column(Expression{Func{TRow, float[]}})"/>
    public VectorColumnBuilder<TRow> Column(Expression<Func<TRow, double[]?>> column) => new(_draft, _draft.AddVector(column));

    /// <inheritdoc cref="Column(Expression{Func{TRow, float[]}})"/>
    public VectorColumnBuilder<TRow> Column(Expression<Func<TRow, ReadOnlyMemory<float>>> column) => new(_draft, _draft.AddVector(column));

    /// <inheritdoc cref="Column(Expression{Func{TRow, float[]}})"/>
    public VectorColumnBuilder<TRow> Column(Expression<Func<TRow, ReadOnlyMemory<double>>> column) => new(_draft, _draft.AddVector(column));

    /// <summary>Begins a column of vectors of any type that has them: beside those of <c>Column</c>, ML.NET's <c>VBuffer</c> of floats or doubles, dense or sparse.</summary>
    /// <typeparam name="TVector">The type.</typeparam>
    /// <param name="column">Names the column: <c>row => row.Features</c>.</param>
    /// <exception cref="ArgumentException">The member's type is no vector.</exception>
    public VectorColumnBuilder<TRow> Vector<TVector>(Expression<Func<TRow, TVector>> column) => new(_draft, _draft.AddVector(column));

    /// <summary>Takes in what the row type's attributes say: <c>Required</c>, <c>Range</c>, <c>ModelColumn</c> and the like.</summary>
    /// <remarks>
    /// They count like a registered schema: rules written beside them add to them and the stricter wins, so that code can't take back what an
    /// attribute asks. A column with an attribute and no word of presence is required.
    /// </remarks>
    /// <exception cref="ArgumentException">An attribute makes no sense, or none of a schema's words says it; the message tells all of them.</exception>
    public SchemaBuilder<TRow> FromAttributes()
    {
        _draft.Attributes = AttributeReader.Read<TRow>();
        return this;
    }

    /// <summary>Asks that a share of the schema's columns have a value. Null, NaN, the empty text and sentinels are no values.</summary>
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

    /// <summary>The values of two columns stand in an order: two numbers, or two texts letter by letter. Skipped where one is missing.</summary>
    /// <typeparam name="TValue">The type that both have in common.</typeparam>
    /// <param name="left">The first column: <c>row => row.Start</c>.</param>
    /// <param name="comparison">How its value stands to the other.</param>
    /// <param name="right">The second column: <c>row => row.End</c>.</param>
    /// <param name="severity">How much breaking the rule matters.</param>
    public SchemaBuilder<TRow> Compare<TValue>(
        Expression<Func<TRow, TValue>> left, Comparison comparison, Expression<Func<TRow, TValue>> right, Severity severity = Severity.Hard)
    {
        _draft.AddRule(new ComparisonRule(NameOf(left), comparison, NameOf(right)) { Severity = severity });
        return this;
    }

    /// <summary>Numbers of a row have a sum, as probabilities sum to one. Skipped where one is missing.</summary>
    /// <param name="total">The sum.</param>
    /// <param name="tolerance">How far from it the sum may be; seldom 0, because floating-point sums are rarely exact.</param>
    /// <param name="columns">The columns: <c>row => row.Low, row => row.High</c>. For a soft rule, or the elements of one vector, see <c>Column(…).SumsTo</c>.</param>
    public SchemaBuilder<TRow> SumsTo(double total, double tolerance, params ReadOnlySpan<Expression<Func<TRow, double?>>> columns) =>
        SumsTo(total, tolerance, columns.ToArray(), Severity.Hard);

    /// <summary>Numbers of a row have a sum.</summary>
    /// <param name="total">The sum.</param>
    /// <param name="tolerance">How far from it the sum may be.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="severity">How much breaking the rule matters.</param>
    public SchemaBuilder<TRow> SumsTo(double total, double tolerance, IEnumerable<Expression<Func<TRow, double?>>> columns, Severity severity)
    {
        _draft.AddRule(new SumRule([.. columns.Select(NameOf)], total, tolerance) { Severity = severity });
        return this;
    }

    /// <summary>Where a column has this value, other columns follow rules, beside those that they follow anyway.</summary>
    /// <typeparam name="TValue">The column's type.</typeparam>
    /// <param name="column">The column: <c>row => row.Kind</c>.</param>
    /// <param name="value">The value.</param>
    /// <param name="then">Says what holds then. A column there is required, unless it says <c>Tolerated</c> or <c>Optional</c>.</param>
    /// <param name="severity">Soft makes all of it soft.</param>
    public SchemaBuilder<TRow> When<TValue>(
        Expression<Func<TRow, TValue>> column, TValue value, Action<SchemaBuilder<TRow>> then, Severity severity = Severity.Hard)
    {
        var condition = new SchemaDraft<TRow>();
        Conditions.Equal(condition.AddColumn(column), value);
        return AddCondition(condition, Write(then), severity);
    }

    /// <summary>Where columns follow rules, others follow rules of theirs. Where a column of the condition is missing, it doesn't hold.</summary>
    /// <param name="condition">The condition: <c>when => when.Column(row => row.Age).AtLeast(18)</c>. A column without a rule asks only for a value.</param>
    /// <param name="then">Says what holds then. A column there is required, unless it says <c>Tolerated</c> or <c>Optional</c>.</param>
    /// <param name="severity">Soft makes all of it soft.</param>
    public SchemaBuilder<TRow> When(Action<SchemaBuilder<TRow>> condition, Action<SchemaBuilder<TRow>> then, Severity severity = Severity.Hard) =>
        AddCondition(Write(condition), Write(then), severity);

    /// <summary>There are so many rows. Judged over batches; skipped for a single row.</summary>
    /// <param name="minimum">The smallest number allowed.</param>
    /// <param name="maximum">The largest number allowed.</param>
    /// <param name="severity">How much breaking the rule matters.</param>
    public SchemaBuilder<TRow> RowCount(long minimum, long maximum = long.MaxValue, Severity severity = Severity.Hard)
    {
        _draft.AddRule(new RowCountRule(minimum, maximum) { Severity = severity });
        return this;
    }

    internal static SchemaDraft<TRow> Write(Action<SchemaBuilder<TRow>> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var draft = new SchemaDraft<TRow>();
        configure(new(draft));
        return draft;
    }

    private static string NameOf(LambdaExpression column) => RowShape<TRow>.Instance.Find(column).Name;

    private SchemaBuilder<TRow> AddCondition(SchemaDraft<TRow> condition, SchemaDraft<TRow> then, Severity severity)
    {
        _draft.AddRule(Conditions.Rule(condition.ToSchema(), then.ToSchema()) with { Severity = severity });
        return this;
    }
}
