using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using MlOps.Registry.Stores;

namespace MlOps.Registry.Caching;

/// <summary>The bytes that were opened for the versions that last plans name, under their own digests.</summary>
internal sealed class BytesCopies(
    PlanCopies plans, CacheShelf shelf, CacheRoom room, TimeProvider time, ILogger logger)
{
    private readonly ConcurrentDictionary<string, bool> _sound = new(StringComparer.Ordinal);

    // What this process has loaded, from the store or from a copy: looks at a plan alone fetch nothing.
    private readonly ConcurrentDictionary<string, bool> _used = new(StringComparer.Ordinal);
    private readonly Outage _outage = new(shelf.Files.Root, time, logger);

    /// <summary>What the store answered: bytes, of which a copy is kept while they are read, or that it has none.</summary>
    public Stream? Opened(string digest, Stream? stored)
    {
        _outage.Ended();
        if (stored is null)
        {
            Forget(digest);
            return null;
        }

        var (naming, size) = FindNaming(digest);
        if (naming.Length == 0)
        {
            return stored;
        }

        Stream result = stored;
        shelf.Try(() =>
        {
            if (IsKept(digest, size))
            {
                _used[digest] = true;
                shelf.Files.Touch(PathOf(digest));
                Array.ForEach(naming, plans.Complete);
            }
            else if (HasRoom(digest, naming, size))
            {
                result = new KeepingStream(stored, digest, size, shelf.Files, temporary => Publish(digest, size, temporary, naming), e => Failed(digest, naming, e));
            }
        });
        return result;
    }

    /// <summary>The copy, verified, for when the store can't be reached; null where there is none.</summary>
    public async Task<Stream?> OpenAsync(string digest, string problem, CancellationToken cancellationToken)
    {
        if (!ContentDigest.IsValid(digest) || shelf.Look(PathOf(digest), shelf.Files.OpenRead) is not { } copy)
        {
            return null;
        }

        try
        {
            var usedAt = File.GetLastWriteTimeUtc(PathOf(digest));
            var found = await ContentDigest.CopyAsync(copy, Stream.Null, long.MaxValue, cancellationToken).ConfigureAwait(false);
            if (found.Digest == digest)
            {
                copy.Position = 0;
                _used[digest] = true;
                shelf.Files.Touch(PathOf(digest));
                if (!plans.StandIn)
                {
                    _outage.StandsIn("bytes", digest, time.GetUtcNow().UtcDateTime - usedAt, problem);
                }

                (var result, copy) = (copy, null);
                return result;
            }

            shelf.Refuse(PathOf(digest), "it was altered or cut off.", remove: true);
        }
        catch (IOException e)
        {
            shelf.Refuse(PathOf(digest), e.Message, remove: false);
        }
        finally
        {
            if (copy is not null)
            {
                await copy.DisposeAsync().ConfigureAwait(false);
            }
        }

        return null;
    }

    /// <summary>The bytes of a model's plan that were used here and aren't in the directory.</summary>
    public IEnumerable<string> Missing(ModelCopies copies)
    {
        lock (copies.Lock)
        {
            return copies.DoesNotFit is not null ? [] : [.. copies.Bytes
                .Where(b => _used.ContainsKey(b.Digest) && !CacheDirectory.IsThere(PathOf(b.Digest), b.Size))
                .Select(b => b.Digest)];
        }
    }

    /// <summary>The registry doesn't hold the bytes, so nor does this.</summary>
    public void Forget(string digest)
    {
        if (ContentDigest.IsValid(digest))
        {
            _sound.TryRemove(digest, out _);
            _used.TryRemove(digest, out _);
            CacheDirectory.TryDelete(PathOf(digest));
        }
    }

    private (ModelCopies[] Naming, long Size) FindNaming(string digest)
    {
        var naming = new List<ModelCopies>();
        long size = 0;
        foreach (var copies in plans.Models)
        {
            lock (copies.Lock)
            {
                if (copies.Bytes.FirstOrDefault(b => b.Digest == digest) is { } bytes && copies.DoesNotFit is null)
                {
                    naming.Add(copies);
                    size = bytes.Size;
                }
            }
        }

        return ([.. naming], size);
    }

    // What lies there from before is looked at once by each process, so that damage is mended while the registry can be reached.
    private bool IsKept(string digest, long size)
    {
        var path = PathOf(digest);
        if (!CacheDirectory.IsThere(path, size))
        {
            return false;
        }

        if (_sound.ContainsKey(digest))
        {
            return true;
        }

        using var file = shelf.Look(path, shelf.Files.OpenRead);
        if (file is null)
        {
            return false;
        }

        if (Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file)) != digest)
        {
            shelf.Refuse(path, "it was altered.", remove: true);
            return false;
        }

        _sound[digest] = true;
        return true;
    }

    private bool HasRoom(string digest, ModelCopies[] naming, long size)
    {
        var fits = false;
        foreach (var copies in naming)
        {
            long needed;
            lock (copies.Lock)
            {
                needed = copies.Bytes.Sum(b => b.Size);
            }

            if (needed > room.Budget)
            {
                plans.GiveUp(copies, $"its versions have {needed} bytes, and RegistryCacheOptions.MaxBytes is {room.Budget}: raise it.");
            }
            else
            {
                fits = true;
            }
        }

        return fits && Make(digest, naming, size, size);
    }

    private bool Make(string digest, ModelCopies[] naming, long size, long more)
    {
        // What another process has put there meanwhile takes no more room.
        if (room.Make(more) || (more > 0 && CacheDirectory.IsThere(PathOf(digest), size)))
        {
            return true;
        }

        Array.ForEach(naming, copies => plans.GiveUp(copies, $"the plans of other models leave no room for it within RegistryCacheOptions.MaxBytes, {room.Budget}: raise it."));
        return false;
    }

    private void Publish(string digest, long size, string temporary, ModelCopies[] naming)
    {
        // Another process may have been faster.
        var path = PathOf(digest);
        if (!CacheDirectory.IsThere(path, size))
        {
            File.Move(temporary, path, overwrite: true);
        }

        shelf.Files.Touch(path);
        shelf.Kept(ofBytes: true);
        _sound[digest] = true;
        _used[digest] = true;

        // Others have put theirs there meanwhile.
        if (Make(digest, naming, size, more: 0))
        {
            Array.ForEach(naming, plans.Complete);
        }
    }

    private void Failed(string digest, ModelCopies[] naming, Exception e)
    {
        _used[digest] = true;
        shelf.Failed(e, ofBytes: true);
        Array.ForEach(naming, copies => plans.LeaveBefore(copies, digest));
    }

    private string PathOf(string digest) => shelf.Files.PathOf(digest, CacheFileKind.Bytes);
}
