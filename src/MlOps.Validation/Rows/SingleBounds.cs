namespace MlOps.Validation.Rows;

/// <summary>Bounds for floats that give the verdict of the doubles: moved to the nearest floats inside.</summary>
internal static class SingleBounds
{
    public static float AtLeast(double bound)
    {
        var nearest = (float)bound;
        return nearest < bound ? MathF.BitIncrement(nearest) : nearest;
    }

    public static float AtMost(double bound)
    {
        var nearest = (float)bound;
        return nearest > bound ? MathF.BitDecrement(nearest) : nearest;
    }
}
