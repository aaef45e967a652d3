namespace MlOps.Registry.Collection;

/// <summary>What a retention policy looks at in one model, as of one moment.</summary>
internal sealed class ModelFacts
{
    public required string Model { get; init; }

    /// <summary>Whether the policy is about this model.</summary>
    public required bool IsCovered { get; init; }

    /// <summary>The number of the last version; versions are 1 up to it.</summary>
    public required int LastVersion { get; init; }

    /// <summary>The number of the last deployment, whoever vouches for it; 0 for none.</summary>
    public required int LastDeployment { get; init; }

    /// <summary>Those that are trusted, from the one in force back to the one that was in force where the policy's time begins.</summary>
    public required IReadOnlyList<Deployment> Deployments { get; init; }

    /// <summary>Those of the same time that aren't trusted here, latest first. Others may follow them.</summary>
    public IReadOnlyList<Deployment> Untrusted { get; init; } = [];

    /// <summary>The tag of the policy that a version has, by version.</summary>
    public required IReadOnlyDictionary<int, string> Tagged { get; init; }

    public required HashSet<int> Retired { get; init; }

    /// <summary>Versions of which it is said that their bytes were removed.</summary>
    public required HashSet<int> BytesRemoved { get; init; }

    /// <summary>The last thing that was said of the model's versions when these were the facts.</summary>
    public required VersionEvent? LastEvent { get; set; }

    /// <summary>Whether the bytes of a version may go, as far as it alone is concerned. What was said to be removed isn't held by anything later.</summary>
    public bool LetsGo(int version) => BytesRemoved.Contains(version)
        || (IsCovered && Retired.Contains(version) && !Tagged.ContainsKey(version) && !Deployments.Concat(Untrusted).Any(d => d.Plan.Versions.Contains(version)));
}
