namespace MlOps.Registry.Queries;

/// <summary>What a record alone says about a query. Pure.</summary>
internal static class VersionFilter
{
    /// <summary>Whether a record has to be read to know if it is meant.</summary>
    public static bool LooksIntoRecords(VersionQuery query) =>
        query.Author is not null || query.DataSet is not null || query.Metrics.Count > 0 || query.BestBy is not null;

    public static bool Takes(VersionQuery query, ModelVersion version) =>
        (query.Author ?? version.Author) == version.Author
        && (query.DataSet is null || version.Lineage?.DataSet?.Name == query.DataSet)
        && query.Metrics.All(range => ValueOf(version, range.Name) is { } value && !(value < range.AtLeast) && !(value > range.AtMost));

    /// <summary>The value that was measured; null where there is none, or none that could be compared.</summary>
    public static double? ValueOf(ModelVersion version, string metric) =>
        version.Metrics.TryGetValue(metric, out var found) && found.Value is { } value && double.IsFinite(value) ? value : null;
}
