namespace MlOps.Aot;

/// <summary>An answer with numbers in vectors, in a dictionary, and in a type of its own, whose members the JSON context keeps.</summary>
internal sealed record Forecast
{
    public float[] Hours { get; init; } = [1, 2];

    public List<double?> Days { get; init; } = [1, null];

    public Dictionary<string, float> Shares { get; init; } = new() { ["a"] = 1 };

    public Score Best { get; init; }

    public IReadOnlyList<Interval> Intervals { get; init; } = [new(0, 1)];

    internal sealed record Interval(double Low, double High);
}
