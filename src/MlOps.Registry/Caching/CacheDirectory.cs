using MlOps.Registry.Stores;

namespace MlOps.Registry.Caching;

/// <summary>
/// The files of the cache, all in one directory. Names are made of digests alone. A file is written aside and put in its place by a rename,
/// so that whoever opens one has a whole one; nobody holds a lock.
/// </summary>
internal sealed class CacheDirectory(string root, TimeProvider time)
{
    /// <summary>The longest plan or record that is read into memory.</summary>
    public const int MaxDocument = 64 << 20;

    private bool _swept;

    public string Root => root;

    /// <summary>A file of this directory.</summary>
    /// <param name="digest">SHA-256, of the content or of what the file is about.</param>
    /// <param name="kind">What it holds.</param>
    public string PathOf(string digest, CacheFileKind kind) => ContentDigest.IsValid(digest)
        ? Path.Combine(root, $"{digest}.{Extension(kind)}")
        : throw new InvalidDataException("A digest is 64 digits of 0-9 and a-f.");

    /// <summary>The bytes of a small file; null where nothing is there.</summary>
    /// <exception cref="InvalidDataException">Something is there and is no such file.</exception>
    public byte[]? Read(string path)
    {
        RefuseIfOpen();
        try
        {
            using var file = Open(path);
            var length = file.Length;
            if (length > MaxDocument)
            {
                throw new InvalidDataException($"it has {length} bytes, and no such file has more than {MaxDocument}.");
            }

            var bytes = new byte[length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException("it was cut off while it was read.", e);
        }
    }

    /// <summary>Opens bytes for reading; null where nothing is there.</summary>
    /// <exception cref="InvalidDataException">Something is there and is no file.</exception>
    public FileStream? OpenRead(string path)
    {
        RefuseIfOpen();
        try
        {
            return Open(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Whether a file is there, is one, and has this length.</summary>
    public static bool IsThere(string path, long length) => RegularFile.IsRegular(path) && new FileInfo(path) is { Exists: true } file && file.Length == length;

    /// <summary>Writes a small file, whole or not at all.</summary>
    /// <param name="path">Its place.</param>
    /// <param name="bytes">Its content.</param>
    /// <param name="flush">Whether it is to outlive a power cut.</param>
    public void Write(string path, ReadOnlySpan<byte> bytes, bool flush)
    {
        var temporary = NewTemporary();
        try
        {
            using (var file = Create(temporary))
            {
                file.Write(bytes);
                if (flush)
                {
                    file.Flush(flushToDisk: true);
                }
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            TryDelete(temporary);
            throw;
        }
    }

    /// <summary>A name for a temporary file that nobody else has.</summary>
    public string NewTemporary() => TemporaryFile.NewPath(root);

    /// <summary>Makes a file that wasn't there, for this user alone: records hold rows.</summary>
    public FileStream Create(string temporary)
    {
        Ensure();
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read | FileShare.Delete, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new(temporary, options);
    }

    /// <summary>Removes a file, if it is there and can be removed: one that stays is looked at again before it is used.</summary>
    public static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // As said above.
        }
    }

    /// <summary>Says that a file was used, so that it goes after those that weren't.</summary>
    public void Touch(string path)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It only goes sooner.
        }
    }

    /// <summary>The files that are the cache's own, but for temporary ones. What else lies there is never touched.</summary>
    public IReadOnlyList<(FileInfo File, string Digest, CacheFileKind Kind)> List()
    {
        var found = new List<(FileInfo, string, CacheFileKind)>();
        foreach (var file in new DirectoryInfo(root).EnumerateFiles())
        {
            var (name, extension) = (Path.GetFileNameWithoutExtension(file.Name), Path.GetExtension(file.Name));
            foreach (var kind in Enum.GetValues<CacheFileKind>())
            {
                // Asking whether it exists keeps what was found, so that it may be removed by another process meanwhile.
                if (extension == $".{Extension(kind)}" && ContentDigest.IsValid(name) && file.Exists)
                {
                    found.Add((file, name, kind));
                }
            }
        }

        return found;
    }

    // Between the two looks that opening takes another process may have put the file there.
    private static FileStream Open(string path)
    {
        try
        {
            return RegularFile.OpenRead(path);
        }
        catch (InvalidDataException) when (RegularFile.IsRegular(path))
        {
            return RegularFile.OpenRead(path);
        }
    }

    private static string Extension(CacheFileKind kind) => kind switch
    {
        CacheFileKind.Plan => "plan",
        CacheFileKind.PlanBefore => "before",
        CacheFileKind.Serving => "serving",
        CacheFileKind.Record => "record",
        _ => "bytes",
    };

    private void Ensure()
    {
        if (!Directory.Exists(root))
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(root);
            }
            else
            {
                Directory.CreateDirectory(root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }

        RefuseIfOpen();
        SweepOnce();
    }

    // Where anybody may write, anybody may say what this host serves.
    private void RefuseIfOpen()
    {
        if (!OperatingSystem.IsWindows() && Directory.Exists(root) && File.GetUnixFileMode(root).HasFlag(UnixFileMode.OtherWrite))
        {
            throw new IOException($"every user of this machine may write '{root}', so what is in it can't be relied on: take that right away, or name another directory.");
        }
    }

    private void SweepOnce()
    {
        if (Interlocked.Exchange(ref _swept, true))
        {
            return;
        }

        foreach (var file in TemporaryFile.FindLeftovers(root, time))
        {
            TryDelete(file);
        }
    }
}
