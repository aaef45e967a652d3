using System.Diagnostics.CodeAnalysis;

namespace MlOps.Registry.Json;

/// <summary>Names in order, so that what says the same always has the same text.</summary>
internal static class Ordered
{
    /// <returns>Null for null, as a damaged record has it: that isn't the same as none.</returns>
    [return: NotNullIfNotNull(nameof(values))]
    public static SortedDictionary<string, T>? ByName<T>(IReadOnlyDictionary<string, T>? values)
    {
        if (values is null)
        {
            return null;
        }

        var ordered = new SortedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
        {
            ordered.Add(name, value);
        }

        return ordered;
    }
}
