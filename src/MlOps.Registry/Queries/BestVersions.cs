namespace MlOps.Registry.Queries;

/// <summary>Keeps the best of many versions by a metric, and no more of them than are asked for.</summary>
/// <param name="metric">The metric.</param>
/// <param name="better">Which way is better; null for what the versions say.</param>
/// <param name="limit">How many are kept.</param>
internal sealed class BestVersions(string metric, Direction? better, int limit)
{
    // The worst of them comes out first: the lowest, and of equal ones the latest.
    private readonly PriorityQueue<ModelVersion, (double Score, int MinusNumber)> _kept = new();
    private ModelVersion? _first;

    public void Add(ModelVersion version)
    {
        if (VersionFilter.ValueOf(version, metric) is not { } value)
        {
            return;
        }

        var rank = (DirectionOf(version) == Direction.Higher ? value : -value, -version.Number);
        if (_kept.Count < limit)
        {
            _kept.Enqueue(version, rank);
        }
        else
        {
            _kept.EnqueueDequeue(version, rank);
        }
    }

    /// <summary>Those that are left, best first.</summary>
    public IEnumerable<ModelVersion> TakeOut()
    {
        var found = new ModelVersion[_kept.Count];
        for (var at = found.Length - 1; at >= 0; at--)
        {
            found[at] = _kept.Dequeue();
        }

        return found;
    }

    private Direction DirectionOf(ModelVersion version)
    {
        if (better is { } said)
        {
            return said;
        }

        _first ??= version;
        var (before, now) = (_first.Metrics[metric].Better, version.Metrics[metric].Better);
        return before == now
            ? now
            : throw new InvalidOperationException(
                $"Of '{metric}', {before} is better to {_first} and {now} to {version}, so neither can be the best. Say which holds with VersionQuery.Better.");
    }
}
