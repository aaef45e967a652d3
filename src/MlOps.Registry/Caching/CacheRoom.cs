using System.Text;
using System.Text.Json;
using MlOps.Registry.Json;

namespace MlOps.Registry.Caching;

/// <summary>
/// Keeps the copies within their budget: what no plan names goes first, least recently used first, then what only a plan names that
/// another took the place of. What the last plan of a model needs stays.
/// </summary>
internal sealed class CacheRoom(CacheDirectory files, long budget, TimeProvider time)
{
    // A plan that no process has read for this long is that of a model or registry which nobody follows here any more.
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(30);

    public long Budget => budget;

    /// <summary>Whether so many more bytes fit, once what may go has gone.</summary>
    public bool Make(long size)
    {
        var all = files.List();
        var total = all.Sum(f => f.File.Length);
        var gone = new HashSet<string>(StringComparer.Ordinal);
        return Fits() || Remove(withBefore: true) || Remove(withBefore: false);

        bool Fits() => total <= budget - size;

        bool Remove(bool withBefore)
        {
            var named = Named(all, withBefore);
            foreach (var (file, digest, kind) in all.Where(f => f.Kind is CacheFileKind.Record or CacheFileKind.Bytes).OrderBy(f => f.File.LastWriteTimeUtc))
            {
                if (named.Contains(digest))
                {
                    continue;
                }

                // Another process may have removed it since, which makes as much room.
                CacheDirectory.TryDelete(file.FullName);
                if (!File.Exists(file.FullName) && gone.Add(file.FullName))
                {
                    total -= file.Length;
                    if (Fits())
                    {
                        return true;
                    }
                }
            }

            return Fits();
        }
    }

    /// <summary>Removes those of these bytes that no plan names.</summary>
    public void RemoveUnnamed(IEnumerable<string> digests)
    {
        var named = Named(files.List(), withBefore: true);
        foreach (var digest in digests.Where(d => !named.Contains(d)))
        {
            CacheDirectory.TryDelete(files.PathOf(digest, CacheFileKind.Bytes));
        }
    }

    // The records that plans name, and the bytes that these name.
    private HashSet<string> Named(IReadOnlyList<(FileInfo File, string Digest, CacheFileKind Kind)> all, bool withBefore)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (file, _, kind) in all.Where(f => f.Kind == CacheFileKind.Plan || (withBefore && f.Kind == CacheFileKind.PlanBefore)))
        {
            if (ReadPlan(file.FullName) is not { } plan || time.GetUtcNow() - plan.ReadAt > Forgotten)
            {
                continue;
            }

            foreach (var record in plan.Deployment.VersionDigests?.Values ?? [])
            {
                named.Add(record);
                if (ReadArtifact(record) is { } bytes)
                {
                    named.Add(bytes);
                }
            }
        }

        return named;
    }

    private PlanCopy? ReadPlan(string path)
    {
        try
        {
            return files.Read(path) is { } bytes ? PlanCopy.Read(bytes) : null;
        }
        catch (InvalidDataException)
        {
            // It names nothing, and whoever wants to use it says why.
            return null;
        }
    }

    private string? ReadArtifact(string record)
    {
        try
        {
            return files.Read(files.PathOf(record, CacheFileKind.Record)) is { } bytes
                ? JsonSerializer.Deserialize(Encoding.UTF8.GetString(bytes), RegistryJsonContext.Default.ModelVersion)?.Artifact?.Digest
                : null;
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or FormatException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
