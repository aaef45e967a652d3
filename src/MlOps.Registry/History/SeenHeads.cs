using System.Collections.Immutable;

namespace MlOps.Registry.History;

/// <summary>The latest entry of each history that this registry object has seen. It ends with the process.</summary>
internal sealed class SeenHeads
{
    private ImmutableDictionary<string, HistoryHead> _heads = ImmutableDictionary.Create<string, HistoryHead>(StringComparer.Ordinal);

    /// <summary>What was seen by now: to be taken before a look at the store, which must then show no less.</summary>
    public ImmutableDictionary<string, HistoryHead> Now => Volatile.Read(ref _heads);

    public void Remember(Deployment? deployment)
    {
        if (deployment is not null)
        {
            ImmutableInterlocked.AddOrUpdate(
                ref _heads, deployment.Model, deployment.Head, (_, seen) => deployment.Number > seen.Number ? deployment.Head : seen);
        }
    }

    /// <summary>Whoever deploys here has looked, and goes on from there, also where that is further back.</summary>
    public void GoOnFrom(Deployment deployment) => ImmutableInterlocked.AddOrUpdate(ref _heads, deployment.Model, deployment.Head, (_, _) => deployment.Head);

    /// <summary>Why the latest entry can't be one that follows on what was seen; null where it can.</summary>
    public static string? FindProblem(string model, HistoryHead? seen, Deployment? latest) =>
        seen is null || latest?.Number > seen.Number || latest?.Head == seen
            ? null
            : $"The store shows {(latest is null ? $"no deployment of '{model}'" : latest.ToString())}, and this process has seen "
                + $"{(latest?.Number == seen.Number ? "another" : "a later")} one, {model} #{seen.Number}: the history's end was cut off, or the store is an older copy. "
                + $"Look at it with GetHistoryAsync. If the store was restored on purpose, start this process anew, or deploy until there are more than {seen.Number}.";
}
