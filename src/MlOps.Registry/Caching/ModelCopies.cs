using MlOps.Registry.Stores;

namespace MlOps.Registry.Caching;

/// <summary>What this process has read of one model. Changed under its lock.</summary>
internal sealed class ModelCopies
{
    private Dictionary<int, ArtifactInfo> _named = [];

    public Lock Lock { get; } = new();

    public Mending Mending { get; } = new();

    /// <summary>The digests of the records that were read here, from the store or from a copy.</summary>
    public HashSet<string> Used { get; } = new(StringComparer.Ordinal);

    /// <summary>When the store was asked for what is known.</summary>
    public Asked Asked { get; set; }

    /// <summary>When the copy of the plan was last written.</summary>
    public DateTimeOffset WrittenAt { get; set; }

    /// <summary>The plan that was read last; null before the first and where nothing is deployed.</summary>
    public volatile Deployment? Plan;

    /// <summary>The digest of the plan that this process said it serves; null where it said so of none.</summary>
    public string? Serving { get; set; }

    /// <summary>The digest of a plan that there is no room for.</summary>
    public string? DoesNotFit { get; set; }

    public void Read(Deployment? plan)
    {
        // A version that the next plan names too, by the same record, needn't be read again.
        var before = Plan;
        _named = _named.Where(n => Digest(plan, n.Key) is { } digest && digest == Digest(before, n.Key)).ToDictionary();
        Plan = plan;
        if (plan is not null)
        {
            Used.IntersectWith(plan.VersionDigests?.Values ?? []);
        }
    }

    /// <summary>The versions of the plan whose records were used here, unless there is no room for them.</summary>
    public IReadOnlyList<int> UsedVersions()
    {
        lock (Lock)
        {
            return DoesNotFit is null && Plan?.VersionDigests is { } named ? [.. named.Where(n => Used.Contains(n.Value)).Select(n => n.Key)] : [];
        }
    }

    /// <summary>Whether the record of a version was read since the plan names it.</summary>
    public bool HasNamed(int number) => _named.ContainsKey(number);

    /// <summary>Takes note of a version's bytes, where it is one that the plan names, by this very record.</summary>
    public bool Names(VersionEntry entry, ModelVersion version)
    {
        if (Digest(Plan, entry.Number) != version.Digest)
        {
            return false;
        }

        _named[entry.Number] = version.Artifact;
        Used.Add(version.Digest);
        return true;
    }

    /// <summary>The bytes of the versions whose records were read.</summary>
    public IEnumerable<ArtifactInfo> Bytes => _named.Values.DistinctBy(a => a.Digest);

    public static string? Digest(Deployment? plan, int number) => plan?.VersionDigests?.TryGetValue(number, out var digest) == true ? digest : null;
}
