using static System.FormattableString;

namespace MlOps.Registry.Queries;

/// <summary>What a query must not say, before anything is looked at.</summary>
internal static class QueryRules
{
    public static void Check(VersionQuery query)
    {
        if (Faults(query).FirstOrDefault() is { } fault)
        {
            throw new ArgumentException(fault, nameof(query));
        }
    }

    private static IEnumerable<string> Faults(VersionQuery query)
    {
        if (query.Limit < 1)
        {
            yield return $"A page has room for at least one version; VersionQuery.Limit is {query.Limit}. Leave it null for no limit.";
        }

        if (query.After < 1)
        {
            yield return $"VersionQuery.After is the number of a version, and {query.After} is none. Leave it null for the first page.";
        }

        if (query.RegisteredFrom >= query.RegisteredTo)
        {
            yield return Invariant($"VersionQuery.RegisteredFrom ({query.RegisteredFrom:o}) is not before RegisteredTo ({query.RegisteredTo:o}), ")
                + "so no version can be found. Turn them round.";
        }

        foreach (var (name, text) in Texts(query).Where(t => t.Text is not null && string.IsNullOrWhiteSpace(t.Text)))
        {
            yield return $"VersionQuery.{name} is blank; leave it null to ask for any.";
        }

        foreach (var fault in FaultsOfBest(query).Concat(query.Metrics?.SelectMany(Faults) ?? ["VersionQuery.Metrics is null; leave it out for none."]))
        {
            yield return fault;
        }
    }

    private static IEnumerable<(string Name, string? Text)> Texts(VersionQuery query) =>
    [
        (nameof(query.Author), query.Author), (nameof(query.DataSet), query.DataSet), (nameof(query.Tag), query.Tag), (nameof(query.BestBy), query.BestBy),
    ];

    private static IEnumerable<string> FaultsOfBest(VersionQuery query)
    {
        if (query is { BestBy: null, Better: not null })
        {
            yield return "VersionQuery.Better says which way BestBy is better, and BestBy is null. Name the metric, or leave Better out.";
        }

        if (query.Better is { } better && !Enum.IsDefined(better))
        {
            yield return $"VersionQuery.Better is {better}; there is no such direction.";
        }

        if (query is { BestBy: not null, After: not null })
        {
            yield return "VersionQuery.After belongs to pages in the order of numbers, and BestBy has an order of its own. "
                + "Set Limit to as many of the best as are wanted.";
        }

        if (query is { BestBy: not null, NewestFirst: true })
        {
            yield return "VersionQuery.NewestFirst and BestBy are two orders; choose one.";
        }
    }

    private static IEnumerable<string> Faults(MetricRange? range)
    {
        if (range is null || string.IsNullOrWhiteSpace(range.Name))
        {
            yield return "Each range in VersionQuery.Metrics names its metric.";
            yield break;
        }

        var said = Invariant($"The range of '{range.Name}' in VersionQuery.Metrics is from {range.AtLeast} to {range.AtMost}");
        if (!double.IsFinite(range.AtLeast ?? 0) || !double.IsFinite(range.AtMost ?? 0))
        {
            yield return $"{said}; bounds are finite numbers, and null for none.";
        }

        if (range.AtLeast > range.AtMost)
        {
            yield return $"{said}, so no value is in it. Turn them round.";
        }
    }
}
