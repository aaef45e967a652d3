using MlOps.Validation.Rows;

namespace MlOps.Validation.Batches;

/// <summary>What a column of numbers asks for, where that is no more than ranges, in the type of its values.</summary>
/// <param name="Measurable">Finite numbers, but for those so large that their sum has to be kept apart.</param>
/// <param name="Plain">Those of them that lie in all ranges.</param>
/// <param name="Ranges">Each range.</param>
/// <param name="Sentinels">The numbers that mean a missing one.</param>
internal sealed record NumberRules<T>(NumberBounds<T> Measurable, NumberBounds<T> Plain, NumberBounds<T>[] Ranges, T[] Sentinels);

/// <summary>Makes them of a column.</summary>
internal static class NumberRules
{
    // Beyond a few, looking a number up is sooner than comparing it to each.
    private const int MaxSentinels = 8;

    private static readonly NumberBounds<double> Measurable = new(Math.BitIncrement(-MeanSum.Large), Math.BitDecrement(MeanSum.Large));

    /// <returns>Null where the column asks for more, so that each value has to be looked at.</returns>
    public static (NumberRules<float> OfSingles, NumberRules<double> OfDoubles)? Of(ValueCheck<TableRow> check)
    {
        double[] sentinels = [.. check.Sentinels?.OfNumbers ?? []];
        if (check.Type != ColumnType.Number || sentinels.Length > MaxSentinels || check.Rules.Any(r => r is not (NumberRangeTest or FiniteTest)))
        {
            return null;
        }

        NumberBounds<double>[] ranges = [.. check.Rules.OfType<NumberRangeTest>().Select(r => new NumberBounds<double>(r.Minimum, r.Maximum))];
        var finite = new NumberBounds<double>(float.MinValue, float.MaxValue);
        return (
            new(InSingles(finite), InSingles(Within([finite, .. ranges])), Array.ConvertAll(ranges, InSingles), Array.ConvertAll(sentinels, s => (float)s)),
            new(Measurable, Within([Measurable, .. ranges]), ranges, sentinels));
    }

    private static NumberBounds<double> Within(NumberBounds<double>[] all) => new(all.Max(b => b.Minimum), all.Min(b => b.Maximum));

    private static NumberBounds<float> InSingles(NumberBounds<double> bounds) => new(SingleBounds.AtLeast(bounds.Minimum), SingleBounds.AtMost(bounds.Maximum));
}
