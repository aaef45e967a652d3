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

    /// <summary>Fallbacks that nobody could tell from what the source gives: in a status, in metrics, or where one is set aside by name.</summary>
    /// <param name="routeName">What the one route of the source is called; null where it gives versions.</param>
    public IEnumerable<string> MistakesBeside(string? routeName) => All
        .Select(f => f.Name)
        .Distinct(StringComparer.Ordinal)
        .Where(name => routeName is null ? IsVersion(name) : name == routeName)
        .Select(name => routeName is null
            ? $"Its fallback '{name}' is called like a version of the registry: give it a name that isn't a 'v' with a number."
            : $"Its fallback '{name}' is called like the model that its source gives: give it another name.");

    private static bool IsVersion(string name) => name.Length > 1 && name[0] == 'v' && name.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;
}
