using MlOps.Registry.Stores;

namespace MlOps.Registry.Sqlite.Files;

/// <summary>Where everything is. Paths are made from the root and digests alone, never from names that someone chose.</summary>
/// <param name="options">The store's options.</param>
/// <param name="contentRoot">Where relative paths start; null for the current directory.</param>
/// <param name="disk">What it is on; null for the machine's own.</param>
internal sealed class RegistryDirectory(SqliteRegistryOptions options, string? contentRoot = null, IDisk? disk = null)
{
    private volatile bool _seen;

    public IDisk Disk { get; } = disk ??= new LocalDisk();

    public DurableFiles Files { get; } = new(disk);

    public string Root { get; } = Path.GetFullPath(options.Directory, contentRoot ?? Environment.CurrentDirectory);

    public string Database => Path.Combine(Root, "registry.db");

    public string Artifacts => Path.Combine(Root, "artifacts");

    public int BusyTimeoutSeconds => options.BusyTimeoutSeconds;

    public bool MayCreate => options.CreateIfMissing;

    public string Artifact(string digest) => Path.Combine(Artifacts, digest[..2], digest);

    /// <summary>Throws where there are models' bytes, and so a registry, whose records are to be made as if it were new.</summary>
    public void RefuseLoss()
    {
        if (HoldsBytes)
        {
            throw Lost();
        }
    }

    /// <summary>
    /// The same before SQLite is let at it, which would make an empty database where none is and discard the log beside it, with all that
    /// was committed and not yet moved over.
    /// </summary>
    public void RefuseLossBeforeOpening()
    {
        // In this order: where there is a log or bytes, a database was there before.
        var log = new FileInfo($"{Database}-wal");
        if ((log is { Exists: true, Length: > 0 } || HoldsBytes) && new FileInfo(Database) is not { Exists: true, Length: > 0 })
        {
            throw Lost();
        }
    }

    private bool HoldsBytes =>
        Directory.Exists(Artifacts) && Directory.EnumerateDirectories(Artifacts).SelectMany(Directory.EnumerateFiles).Any(f => ContentDigest.IsValid(Path.GetFileName(f)));

    private RegistryUnavailableException Lost() => new(
        $"The registry '{Database}' is gone or empty, and '{Root}' still holds its log or the bytes of its models. Put registry.db back, with registry.db-wal "
        + "where it belongs to it, or restore a back-up. To begin anew without them, move everything in that directory away first.");

    /// <summary>Makes the root where it is missing and may be made. One that was there once is on a disk that went away.</summary>
    public void EnsureRoot()
    {
        // In this order: once it was seen it had been made, also by another thread.
        if ((_seen || !MayCreate) && !Directory.Exists(Root))
        {
            throw new RegistryUnavailableException(
                $"There is no registry in '{Root}'{(_seen ? " any more" : "")}. See that its disk is mounted and the path is right"
                + (MayCreate ? "." : ", or let it be made with SqliteRegistryOptions.CreateIfMissing."));
        }

        // Where there is a database, whoever made it has done this before.
        if (MayCreate && !File.Exists(Database))
        {
            Files.CreateDirectories(Root);
        }

        _seen = true;
    }
}
