using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace MlOps.Registry.Caching;

/// <summary>Puts copies into the directory and takes them out of it. Whatever is wrong with them or with it is told once, and fails nobody.</summary>
internal sealed class CacheShelf(CacheDirectory files, ILogger logger)
{
    private readonly ConcurrentDictionary<string, string> _refused = new(StringComparer.Ordinal);
    private bool _failing;
    private bool _failingBytes;

    public CacheDirectory Files => files;

    /// <summary>Does something about copies, if it can be done.</summary>
    public void Try(Action keep)
    {
        try
        {
            keep();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Failed(e);
        }
    }

    /// <summary>Writes a small file, whole or not at all.</summary>
    public void Write(string path, ReadOnlySpan<byte> bytes, bool flush)
    {
        files.Write(path, bytes, flush);
        Kept();
    }

    /// <summary>Something was kept.</summary>
    /// <param name="ofBytes">Whether it was a version's bytes: a disk may have room for what is small alone.</param>
    public void Kept(bool ofBytes = false)
    {
        Volatile.Write(ref _failing, false);
        if (ofBytes)
        {
            Volatile.Write(ref _failingBytes, false);
        }
    }

    /// <summary>Says once that nothing can be kept, until something is.</summary>
    public void Failed(Exception e, bool ofBytes = false)
    {
        if (!Interlocked.Exchange(ref ofBytes ? ref _failingBytes : ref _failing, true))
        {
            RegistryLog.NothingKept(logger, files.Root, e.Message);
        }
    }

    /// <summary>Reads a copy; null where there is none, or none that may be used.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="read">Throws <see cref="InvalidDataException"/> with the reason where it may not be used.</param>
    public T? Look<T>(string path, Func<string, T?> read)
        where T : class
    {
        try
        {
            return read(path);
        }
        catch (InvalidDataException e)
        {
            Refuse(path, e.Message, remove: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Refuse(path, e.Message, remove: false);
        }

        return null;
    }

    /// <summary>Says why a copy isn't used, and makes room for a sound one.</summary>
    public void Refuse(string path, string problem, bool remove)
    {
        if (!_refused.TryGetValue(path, out var told) || told != problem)
        {
            _refused[path] = problem;
            RegistryLog.CopyRefused(logger, Path.GetFileName(path), files.Root, problem);
        }

        if (remove)
        {
            // The next sound one under this name may go bad anew.
            CacheDirectory.TryDelete(path);
            if (!Path.Exists(path))
            {
                _refused.TryRemove(path, out _);
            }
        }
    }
}
