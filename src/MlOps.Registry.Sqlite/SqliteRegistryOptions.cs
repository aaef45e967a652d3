using System.ComponentModel.DataAnnotations;

namespace MlOps;

/// <summary>Where the embedded store is, and how it waits. Bindable from configuration and validated when the host starts.</summary>
public sealed class SqliteRegistryOptions
{
    /// <summary>
    /// The directory of the registry, on a local disk: SQLite's write-ahead log doesn't work on a network file system. A relative
    /// path starts at the host's content root, or without a host at the current directory when the registry is first resolved.
    /// Default: <c>models</c>.
    /// </summary>
    [Required]
    public string Directory { get; set; } = "models";

    /// <summary>
    /// Whether a registry that isn't there is made. Turn it off in hosts that only read, so that a disk which isn't mounted is an
    /// outage and not an empty registry. One that this process has used is never made again. Default: true.
    /// </summary>
    public bool CreateIfMissing { get; set; } = true;

    /// <summary>How many seconds a call waits for other processes' writes before it gives up, from 1 to 600. Default: 10.</summary>
    [Range(1, 600)]
    public int BusyTimeoutSeconds { get; set; } = 10;
}
