using System.ComponentModel.DataAnnotations;

namespace MlOps;

#pragma warning disable IL2026 // The generated validator puts an attribute of its own in the place of this one, which needs no reflection.

/// <summary>Where a host keeps copies of what it serves, for when its registry can't be reached. Bindable from configuration and validated when the host starts.</summary>
public sealed class RegistryCacheOptions
{
    /// <summary>
    /// The full path of a directory on a local disk, made where it is missing, for this user alone. The processes of a host that run as one
    /// user share it, and hosts of different registries may. Whoever can write it can do what somebody who can write the registry can:
    /// signatures are the guard against both. Required.
    /// </summary>
    [Required]
    public string Directory { get; set; } = "";

    /// <summary>
    /// The most bytes that the copies take. What is in force is never given up for something else: a plan that doesn't fit isn't kept at
    /// all, which is logged. While a version is being copied each process may need room for one copy more. Default: 4 GiB.
    /// </summary>
    [Range(1.0, long.MaxValue)]
    public long MaxBytes { get; set; } = 4L << 30;

    /// <summary>
    /// How long ago a plan may at most have been read from the registry for its copy to be used, from a second to ten years; a copy with a
    /// time further in the future than this isn't, either. Null for any time. Default: null.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "3650.00:00:00")]
    public TimeSpan? MaxAge { get; set; }
}
