namespace MlOps;

/// <summary>Values of a metric that are looked for: from <see cref="AtLeast"/> to <see cref="AtMost"/>; without either, any value.</summary>
/// <param name="Name">The metric's name, as it was registered.</param>
public sealed record MetricRange(string Name)
{
    /// <summary>The lowest value that will do; null for any.</summary>
    public double? AtLeast { get; init; }

    /// <summary>The highest value that will do; null for any.</summary>
    public double? AtMost { get; init; }
}
