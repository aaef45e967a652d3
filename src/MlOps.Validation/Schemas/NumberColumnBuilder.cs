using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using MlOps.Rows;
using MlOps.Validation.Schemas;

namespace MlOps;

/// <summary>Says what a column of numbers holds.</summary>
/// <typeparam name="TRow">The row.</typeparam>
/// <typeparam name="TNumber">The number.</typeparam>
/// <remarks>
/// Bounds are included. Infinity is a value like any other: a bound refuses it where it lies beyond. A bound written as double
/// for a column of floats means the nearest float, so <c>AtMost(0.1)</c> lets <c>0.1f</c> through.
/// </remarks>
public sealed class NumberColumnBuilder<[DynamicallyAccessedMembers(RowMembers.All)] TRow, TNumber>
    : ColumnBuilder<TRow, TNumber, NumberColumnBuilder<TRow, TNumber>>
    where TNumber : struct, INumber<TNumber>
{
    // Up to here every whole number is a double of its own.
    private const double MaxExactInteger = 1L << 53;

    internal NumberColumnBuilder(SchemaDraft<TRow> schema, ColumnDraft<TRow> column)
        : base(schema, column)
    {
    }

    /// <summary>The number lies between two bounds, both included.</summary>
    /// <param name="minimum">The smallest value allowed.</param>
    /// <param name="maximum">The largest value allowed.</param>
    /// <param name="severity">How much breaking the rule matters.</param>
    public NumberColumnBuilder<TRow, TNumber> InRange(TNumber minimum, TNumber maximum, Severity severity = Severity.Hard) =>
        With(new RangeRule(Bound(minimum), Bound(maximum)) { Severity = severity });

    /// <inheritdoc cref="InRange(TNumber, TNumber, Severity)"/>
    public NumberColumnBuilder<TRow, TNumber> InRange(double minimum, double maximum, Severity severity = Severity.Hard) =>
        With(new RangeRule(Bound(minimum), Bound(maximum)) { Severity = severity });

    /// <summary>The number is this large or larger.</summary>
    /// <param name="minimum">The smallest value allowed.</param>
    /// <param name="severity">How much breaking the rule matters.</param>
    public NumberColumnBuilder<TRow, TNumber> AtLeast(TNumber minimum, Severity severity = Severity.Hard) =>
        With(new RangeRule(Bound(minimum), double.PositiveInfinity) { Severity = severity });

    /// <inheritdoc cref="AtLeast(TNumber, Severity)"/>
    public NumberColumnBuilder<TRow, TNumber> AtLeast(double minimum, Severity severity = Severity.Hard) =>
        With(new RangeRule(Bound(minimum), double.PositiveInfinity) { Severity = severity });

    /// <summary>The number is this small or smaller.</summary>
    /// <param name="maximum">The largest value allowed.</param>
    /// <param name="severity">How much breaking the rule matters.</param>
    public NumberColumnBuilder<TRow, TNumber> AtMost(TNumber maximum, Severity severity = Severity.Hard) =>
        With(new RangeRule(double.NegativeInfinity, Bound(maximum)) { Severity = severity });

    /// <inheritdoc cref="AtMost(TNumber, Severity)"/>
    public NumberColumnBuilder<TRow, TNumber> AtMost(double maximum, Severity severity = Severity.Hard) =>
        With(new RangeRule(double.NegativeInfinity, Bound(maximum)) { Severity = severity });

    /// <summary>The whole number is one of these; anything else is a hard violation. Not for floating-point columns.</summary>
    /// <param name="values">The numbers allowed; at least one.</param>
    public NumberColumnBuilder<TRow, TNumber> OneOf(params ReadOnlySpan<TNumber> values) => OneOf(values.ToArray(), Severity.Hard);

    /// <summary>The whole number is one of these. Not for floating-point columns.</summary>
    /// <param name="values">The numbers allowed; at least one.</param>
    /// <param name="severity">How much breaking the rule matters.</param>
    public NumberColumnBuilder<TRow, TNumber> OneOf(IEnumerable<TNumber> values, Severity severity) =>
        With(new DomainRule([.. values.Select(v => v.ToString(null, CultureInfo.InvariantCulture))]) { Severity = severity });

    private protected override TNumber Value(Cell cell) =>
        cell.Type == ColumnType.Integer ? TNumber.CreateTruncating(cell.Integer) : TNumber.CreateTruncating(cell.Number);

    private double Bound(TNumber bound)
    {
        var asDouble = double.CreateChecked(bound);
        return Type != ColumnType.Integer || (Int128)asDouble == Int128.CreateChecked(bound)
            ? asDouble
            : throw Mistake(string.Create(
                CultureInfo.InvariantCulture,
                $"a schema keeps bounds as doubles, and no double is exactly {bound}; take {asDouble:F0} or use Must."));
    }

    private double Bound(double bound)
    {
        // A long that was not exact has become this double before anyone could see it.
        if (Type == ColumnType.Integer && double.IsFinite(bound) && Math.Abs(bound) > MaxExactInteger)
        {
            throw Mistake(string.Create(
                CultureInfo.InvariantCulture, $"a bound of {bound:F0} for whole numbers must be written as a whole number, to be exact."));
        }

        if (typeof(TNumber) != typeof(float))
        {
            return bound;
        }

        return double.IsFinite(bound) && !float.IsFinite((float)bound)
            ? throw Mistake(string.Create(CultureInfo.InvariantCulture, $"the bound {bound} is beyond what a float can hold."))
            : (float)bound;
    }
}
