using System.ComponentModel.DataAnnotations;

namespace MlOps;

/// <summary>How a process uses the registry. Bindable from configuration and validated when the host starts.</summary>
public sealed class RegistryOptions
{
    /// <summary>Who registers and deploys, as the history keeps it. Default: the user that the process runs as.</summary>
    [Required]
    public string Author { get; set; } = string.IsNullOrWhiteSpace(Environment.UserName) ? "unknown" : Environment.UserName;

    /// <summary>Whether a version must say who answers for it and what it is for. Default: true.</summary>
    public bool RequireOwnerAndPurpose { get; set; } = true;

    /// <summary>
    /// How long <see cref="IModelRegistry.WatchAsync"/> waits between two looks at the store, from 1 ms to a day. One look is one
    /// query for all models. Default: 500 ms.
    /// </summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// The largest artifact, in bytes, whose verified copy is kept in memory while it is read; the copy of a larger one is a private
    /// file in the directory for temporary files. Default: 64 MiB.
    /// </summary>
    [Range(0, 1 << 30)]
    public int MaxArtifactBytesInMemory { get; set; } = 64 << 20;

    /// <summary>
    /// The full path of a PEM file with the private key that signs what this process registers and deploys, unless
    /// <see cref="SigningBuilderExtensions.SignWith(IModelRegistryBuilder, string)"/> gives one. Default: none.
    /// </summary>
    public string? SigningKeyFile { get; set; }

    /// <summary>
    /// The full paths of PEM files with the public keys that this process trusts, beside those of
    /// <see cref="SigningBuilderExtensions.TrustOnly"/>. As soon as there is one, nothing else is trusted; while there is none, everything
    /// is: give the keys in code where a configuration that is missing must not turn this off. Default: none.
    /// </summary>
    public IList<string> TrustedKeyFiles { get; } = [];

    /// <summary>The most files of a folder that this process registers, imports or unpacks; asked before it is opened. Default: 10,000.</summary>
    [Range(1, int.MaxValue)]
    public int MaxFolderFiles { get; set; } = 10_000;

    /// <summary>
    /// The most bytes, in all of its files, of a folder that this process registers, imports or unpacks; asked before it is opened.
    /// Default: 16 GiB.
    /// </summary>
    [Range(0.0, long.MaxValue)]
    public long MaxFolderBytes { get; set; } = 16L << 30;
}
