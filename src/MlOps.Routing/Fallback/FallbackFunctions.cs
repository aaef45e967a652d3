using MlOps.Routing.Declaration;

namespace MlOps.Routing.Fallback;

/// <summary>The functions of one model, in the order in which they are asked.</summary>
internal sealed class FallbackFunctions<TInput, TOutput> : IDeclared
{
    public List<FallbackFunction<TInput, TOutput>> All { get; } = [];

    public IEnumerable<string> Mistakes() => All
        .GroupBy(f => f.Name, StringComparer.Ordinal)
        .Where(g => g.Count() > 1)
        .Select(g => $"Two fallbacks are called '{g.Key}': give each a name of its own.");
}
