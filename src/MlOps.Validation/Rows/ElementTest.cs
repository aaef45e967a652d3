using System.Numerics;
using MlOps.Rows;
using MlOps.Validation.Schemas;

namespace MlOps.Validation.Rows;

/// <summary>Each element of a vector lies between two bounds, both included; NaN lies nowhere.</summary>
internal sealed class ElementTest : VectorTest
{
    private readonly double _minimum;
    private readonly double _maximum;

    public ElementTest(RangeRule rule)
        : base(RuleNames.Range, rule.SeverityInRow(), RuleText.Of(rule)) => (_minimum, _maximum) = (rule.Minimum, rule.Maximum);

    /// <summary>Finite is what lies between the largest numbers.</summary>
    public ElementTest(FiniteRule rule)
        : base(RuleNames.Finite, rule.SeverityInRow(), RuleText.Finite) => (_minimum, _maximum) = (double.MinValue, double.MaxValue);

    public override bool Accepts(VectorCell value) =>
        Within(value.Singles, SingleBounds.AtLeast(_minimum), SingleBounds.AtMost(_maximum)) && Within(value.Doubles, _minimum, _maximum);

    public override (int First, int Count) Broken(VectorCell value)
    {
        var (first, count) = (-1, 0);
        for (var i = 0; i < value.Length; i++)
        {
            if (!Accepts(value[i]))
            {
                first = count++ == 0 ? i : first;
            }
        }

        return (first, count);
    }

    // Several elements at a time; NaN compares to nothing here as well.
    private static bool Within<T>(ReadOnlySpan<T> items, T minimum, T maximum)
        where T : struct, INumber<T>
    {
        var (i, lowest, highest) = (0, new Vector<T>(minimum), new Vector<T>(maximum));
        for (; i <= items.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            var some = new Vector<T>(items[i..]);
            if (!Vector.GreaterThanOrEqualAll(some, lowest) || !Vector.LessThanOrEqualAll(some, highest))
            {
                return false;
            }
        }

        for (; i < items.Length; i++)
        {
            if (!(items[i] >= minimum && items[i] <= maximum))
            {
                return false;
            }
        }

        return true;
    }

    private bool Accepts(double item) => item >= _minimum && item <= _maximum;
}
