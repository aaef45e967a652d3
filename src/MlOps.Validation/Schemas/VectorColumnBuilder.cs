using System.Diagnostics.CodeAnalysis;
using MlOps.Validation.Schemas;

namespace MlOps;

/// <summary>Says what a column of vectors holds.</summary>
/// <typeparam name="TRow">The row.</typeparam>
/// <remarks>
/// Missing is a vector that is null; one without elements is there. A sparse one is judged as the dense one that it stands for. An element is never missing: NaN is in no range and not finite. A
/// violation names the first element that breaks a rule, <c>input[17]</c>, and says how many do.
/// </remarks>
public sealed class VectorColumnBuilder<[DynamicallyAccessedMembers(RowMembers.All)] TRow> : ColumnBuilder<TRow, VectorColumnBuilder<TRow>>
{
    private readonly SchemaDraft<TRow> _schema;

    internal VectorColumnBuilder(SchemaDraft<TRow> schema, ColumnDraft column)
        : base(schema, column) => _schema = schema;

    /// <summary>Each vector has so many elements; any other number is a hard violation. Without this word vectors may differ in length.</summary>
    /// <param name="length">The number; at least 1.</param>
    public VectorColumnBuilder<TRow> Length(int length)
    {
        Draft.Set(c => c with { Vector = new() { Length = length } });
        return this;
    }

    /// <summary>Each element is a number, and not an infinite one.</summary>
    /// <param name="severity">How much breaking the rule matters.</param>
    public VectorColumnBuilder<TRow> EachFinite(Severity severity = Severity.Hard) => With(new FiniteRule { Severity = severity });

    /// <summary>Each element lies between two bounds, both included.</summary>
    /// <param name="minimum">The smallest value allowed.</param>
    /// <param name="maximum">The largest value allowed.</param>
    /// <param name="severity">How much breaking the rule matters.</param>
    public VectorColumnBuilder<TRow> EachInRange(double minimum, double maximum, Severity severity = Severity.Hard) =>
        With(new RangeRule(Bound(minimum), Bound(maximum)) { Severity = severity });

    /// <summary>The elements have a sum, as probabilities sum to one.</summary>
    /// <param name="total">The sum.</param>
    /// <param name="tolerance">How far from it the sum may be; seldom 0, because floating-point sums are rarely exact.</param>
    /// <param name="severity">How much breaking the rule matters.</param>
    public VectorColumnBuilder<TRow> SumsTo(double total, double tolerance, Severity severity = Severity.Hard)
    {
        _schema.AddRule(new SumRule([Draft.Name], total, tolerance) { Severity = severity });
        return this;
    }

    private double Bound(double bound)
    {
        try
        {
            return Bounds.Nearest(Draft.Type, Draft.ValueType, bound);
        }
        catch (ArgumentException e)
        {
            throw Mistake(e.Message);
        }
    }
}
