using System.ComponentModel.DataAnnotations;

namespace MlOps;

#pragma warning disable IL2026 // The generated validator puts an attribute of its own in the place of this one, which needs no reflection.

/// <summary>Where a host keeps what it saw of shadows and canaries.</summary>
public sealed class EvidenceOptions
{
    /// <summary>
    /// The folder, made where it isn't there; null for none. It belongs to one running host alone; another that is given the same one keeps
    /// its evidence in memory and says so in its log. The models of a host may share it. Default: null.
    /// </summary>
    public string? Directory { get; set; }

    /// <summary>How often it is written, from 100 ms to a day; also when the host stops. What came later is lost if the process dies. Default: 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan SaveInterval { get; set; } = TimeSpan.FromMinutes(1);
}
