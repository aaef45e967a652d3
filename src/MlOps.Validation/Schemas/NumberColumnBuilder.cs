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
    internal NumberColumnBuilder(SchemaDraft<TRow> schema, ColumnDraft column)
        : base(schema, column)
    {
    }

    /// <summary>The number lies between two bounds, both included.</summary>
    /// <param name="minimum">The smallest value allowed.</param>
    /// <param name="maximum">The largest value allowed.</param>
    /// <param name="severity">How much breaking the rule matters.</param>
    /// <param name="tolerated">Which share of a batch's values may lie outside, from 0 to 1; a single row outside is then a soft violation.</param>
    public NumberColumnBuilder<TRow, TNumber> InRange(TNumber minimum, TNumber maximum, Severity severity = Severity.Hard, double tolerated = 0) =>
        With(new RangeRule(Bound(minimum), Bound(maximum)) { Severity = severity, ToleratedShare = Share(tolerated) });

    /// <inheritdoc cref="InRange(TNumber, TNumber, Severity, double)"/>
    public NumberColumnBuilder<TRow, TNumber> InRange(double minimum, double maximum, Severity severity = Severity.Hard, double tolerated = 0) =>
        With(new RangeRule(Bound(minimum), Bound(maximum)) { Severity = severity, ToleratedShare = Share(tolerated) });

    /// <summary>The number is this large or larger.</summary>
    /// <param name="minimum">The smallest value allowed.</param>
    /// <param name="severity">How much breaking the rule matters.</param>
    /// <param name="tolerated">Which share of a batch's values may lie outside, from 0 to 1; a single row outside is then a soft violation.</param>
    public NumberColumnBuilder<TRow, TNumber> AtLeast(TNumber minimum, Severity severity = Severity.Hard, double tolerated = 0) =>
        With(new RangeRule(Bound(minimum), double.PositiveInfinity) { Severity = severity, ToleratedShare = Share(tolerated) });

    /// <inheritdoc cref="AtLeast(TNumber, Severity, double)"/>
    public NumberColumnBuilder<TRow, TNumber> AtLeast(double minimum, Severity severity = Severity.Hard, double tolerated = 0) =>
        With(new RangeRule(Bound(minimum), double.PositiveInfinity) { Severity = severity, ToleratedShare = Share(tolerated) });

    /// <summary>The number is this small or smaller.</summary>
    /// <param name="maximum">The largest value allowed.</param>
    /// <param name="severity">How much breaking the rule matters.</param>
    /// <param name="tolerated">Which share of a batch's values may lie outside, from 0 to 1; a single row outside is then a soft violation.</param>
    public NumberColumnBuilder<TRow, TNumber> AtMost(TNumber maximum, Severity severity = Severity.Hard, double tolerated = 0) =>
        With(new RangeRule(double.NegativeInfinity, Bound(maximum)) { Severity = severity, ToleratedShare = Share(tolerated) });

    /// <inheritdoc cref="AtMost(TNumber, Severity, double)"/>
    public NumberColumnBuilder<TRow, TNumber> AtMost(double maximum, Severity severity = Severity.Hard, double tolerated = 0) =>
        With(new RangeRule(double.NegativeInfinity, Bound(maximum)) { Severity = severity, ToleratedShare = Share(tolerated) });

    /// <summary>The whole number is one of these; anything else is a hard violation. Not for floating-point columns.</summary>
    /// <param name="values">The numbers allowed; at least one.</param>
    public NumberColumnBuilder<TRow, TNumber> OneOf(params ReadOnlySpan<TNumber> values) => OneOf(values.ToArray(), Severity.Hard);

    /// <summary>The whole number is one of these. Not for floating-point columns.</summary>
    /// <param name="values">The numbers allowed; at least one.</param>
    /// <param name="severity">How much breaking the rule matters.</param>
    /// <param name="tolerated">Which share of a batch's values may be others, from 0 to 1; a single row with another is then a soft violation.</param>
    public NumberColumnBuilder<TRow, TNumber> OneOf(IEnumerable<TNumber> values, Severity severity, double tolerated = 0) =>
        With(new DomainRule([.. values.Select(v => v.ToString(null, CultureInfo.InvariantCulture))]) { Severity = severity, ToleratedShare = Share(tolerated) });

    /// <summary>The number isn't infinite. NaN is missing, and so the business of <c>Required</c> and the like.</summary>
    /// <param name="severity">How much breaking the rule matters.</param>
    public NumberColumnBuilder<TRow, TNumber> Finite(Severity severity = Severity.Hard) => With(new FiniteRule { Severity = severity });

    /// <summary>These numbers mean that there is no value, such as -999. No other rule is asked about them.</summary>
    /// <param name="sentinels">The numbers.</param>
    public NumberColumnBuilder<TRow, TNumber> MissingWhen(params ReadOnlySpan<TNumber> sentinels)
    {
        Draft.AddSentinels(sentinels.ToArray().Select(n => n.ToString(null, CultureInfo.InvariantCulture)));
        return this;
    }

    private protected override TNumber Value(Cell cell) =>
        cell.Type == ColumnType.Integer ? TNumber.CreateTruncating(cell.Integer) : TNumber.CreateTruncating(cell.Number);

    private double Bound(TNumber bound) => Bound(() => Bounds.Exact(Draft.Type, bound));

    private double Bound(double bound) => Bound(() => Bounds.Nearest(Draft.Type, Draft.ValueType, bound));

    private double Bound(Func<double> bound)
    {
        try
        {
            return bound();
        }
        catch (ArgumentException e)
        {
            throw Mistake(e.Message);
        }
    }
}
