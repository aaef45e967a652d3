namespace MlOps.Registry.Queries;

/// <summary>Answers a query the plain way: all versions in memory, one condition after the other.</summary>
internal static class Oracle
{
    public static IEnumerable<int> Find(IEnumerable<Known> all, VersionQuery query)
    {
        var found = all
            .Where(k => query.Author is null || k.Version.Author == query.Author)
            .Where(k => query.DataSet is null || k.Version.Lineage?.DataSet?.Name == query.DataSet)
            .Where(k => query.Tag is null || k.Tags.Contains(query.Tag))
            .Where(k => !query.LeaveOutRetired || !k.IsRetired)
            .Where(k => query.RegisteredFrom is null || k.Version.RegisteredAt >= query.RegisteredFrom)
            .Where(k => query.RegisteredTo is null || k.Version.RegisteredAt < query.RegisteredTo)
            .Select(k => k.Version)
            .Where(v => query.Metrics.All(r => Value(v, r.Name) is { } value && (r.AtLeast is null || value >= r.AtLeast) && (r.AtMost is null || value <= r.AtMost)))
            .ToList();
        if (query.BestBy is { } metric)
        {
            var ranked = found.Where(v => Value(v, metric) is not null).OrderBy(v => v.Number);
            var best = metric == "loss" ? ranked.OrderBy(v => Value(v, metric)) : ranked.OrderByDescending(v => Value(v, metric));
            return best.Select(v => v.Number).Take(query.Limit ?? 1);
        }

        var ordered = query.NewestFirst
            ? found.Select(v => v.Number).OrderDescending().Where(n => query.After is null || n < query.After)
            : found.Select(v => v.Number).Order().Where(n => query.After is null || n > query.After);
        return ordered.Take(query.Limit ?? int.MaxValue);
    }

    private static double? Value(ModelVersion version, string metric) => version.Metrics.GetValueOrDefault(metric)?.Value;
}
