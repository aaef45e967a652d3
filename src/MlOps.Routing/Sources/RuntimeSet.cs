using MlOps.Runtimes;

namespace MlOps.Routing.Sources;

/// <summary>The runtimes that the host added for one model: the only formats that it loads.</summary>
internal sealed class RuntimeSet<TInput, TOutput>(IReadOnlyList<IModelRuntime<TInput, TOutput>> runtimes)
{
    public int Count => runtimes.Count;

    /// <summary>Whether two load one format.</summary>
    public bool HasTwins => runtimes.DistinctBy(r => r.Format, StringComparer.Ordinal).Count() < runtimes.Count;

    public string Formats => string.Join(", ", runtimes.Select(r => $"'{r.Format}'"));

    /// <param name="source">The word that needs a runtime.</param>
    public IEnumerable<string> Mistakes(string source) => runtimes.Count == 0
        ? [$"{source} needs a runtime to load models with: add UseMLNet() or another."]
        : runtimes
            .GroupBy(r => r.Format, StringComparer.Ordinal)
            .Where(g => g.Count() > 1)
            .Select(g => $"Two runtimes load the format '{g.Key}': remove one.");

    public IModelRuntime<TInput, TOutput>? Find(string? format) => runtimes.FirstOrDefault(r => r.Format == format);

    public IModelRuntime<TInput, TOutput> Single() => runtimes.Single();
}
