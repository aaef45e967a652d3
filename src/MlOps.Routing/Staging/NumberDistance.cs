namespace MlOps.Routing.Staging;

internal static class NumberDistance
{
    /// <summary>
    /// <c>|a − b|</c> over the largest of 1, <c>|a|</c> and <c>|b|</c>: the difference itself of small numbers such as probabilities, a
    /// share of large ones such as prices. 1 where one of them is no finite number and the other another.
    /// </summary>
    public static double Of(double a, double b)
    {
        if (a.Equals(b))
        {
            return 0;
        }

        var scale = Math.Max(1, Math.Max(Math.Abs(a), Math.Abs(b)));

        // Each by itself: the difference of two large numbers may be none.
        return double.IsFinite(a) && double.IsFinite(b) ? Math.Abs((a / scale) - (b / scale)) : 1;
    }
}
