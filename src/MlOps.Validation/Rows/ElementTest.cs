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

    public override bool Accepts(VectorCell value)
    {
        foreach (var item in value.Singles)
        {
            if (!Accepts(item))
            {
                return false;
            }
        }

        foreach (var item in value.Doubles)
        {
            if (!Accepts(item))
            {
                return false;
            }
        }

        return true;
    }

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

    private bool Accepts(double item) => item >= _minimum && item <= _maximum;
}
