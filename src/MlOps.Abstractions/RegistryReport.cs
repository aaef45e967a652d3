namespace MlOps;

/// <summary>What a walk through a registry found.</summary>
public sealed record RegistryReport
{
    /// <summary>How many versions were looked at; their bytes were read whole, unless they were removed.</summary>
    public long Versions { get; init; }

    /// <summary>How many deployments were looked at.</summary>
    public long Deployments { get; init; }

    /// <summary>What is wrong. Empty where all is sound.</summary>
    public IReadOnlyList<RegistryProblem> Problems { get; init; } = [];

    /// <summary>Whether nothing is wrong. Bytes that no version names and files of others are waste, not a fault; what is past and untrusted is used by nobody.</summary>
    public bool IsSound => Problems.All(p => p.Kind is RegistryProblemKind.OrphanedArtifact or RegistryProblemKind.StrayFile or RegistryProblemKind.UntrustedPast);

    /// <summary>One line with the counts, and one for each problem.</summary>
    public override string ToString() => string.Join(
        "\n",
        [$"{(IsSound ? "sound" : "not sound")}: {Versions} versions, {Deployments} deployments, {Problems.Count} problems", .. Problems.Select(p => $"{p.Kind} {p.Where}: {p.Text}")]);
}
