using System.Collections.ObjectModel;

namespace MlOps;

/// <summary>What a change rests on, kept with its reason.</summary>
/// <param name="Summary">The evidence in a sentence.</param>
public sealed record Evidence(string Summary)
{
    /// <summary>What was measured, by name.</summary>
    public IReadOnlyDictionary<string, Metric> Metrics { get; init; } = ReadOnlyDictionary<string, Metric>.Empty;

    /// <summary>The sentence, and what was measured.</summary>
    public override string ToString() => Metrics.Count == 0
        ? Summary
        : $"{Summary}: {string.Join(", ", Metrics.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{m.Key} {m.Value}"))}";
}
