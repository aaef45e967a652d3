using System.ComponentModel.DataAnnotations;

namespace MlOps;

#pragma warning disable IL2026 // The generated validator puts an attribute of its own in the place of this one, which needs no reflection.

/// <summary>What a rule against duplicates is told.</summary>
public sealed class DuplicateOptions : HeuristicOptions
{
    /// <summary>For how long an alert that repeats one of its key is a duplicate; each repetition begins it anew. Default: 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "365.00:00:00")]
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// For how many keys at most the rule remembers something. When there is no room for another, the key unseen longest is forgotten (of those
    /// that share a part of the memory, where there are more than a few thousand) and counted in <see cref="HeuristicStatus.ForgottenKeys"/>.
    /// Default: 10,000.
    /// </summary>
    [Range(1, 10_000_000)]
    public int MaxKeys { get; set; } = 10_000;
}
