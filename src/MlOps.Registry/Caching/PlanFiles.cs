using System.Collections.Concurrent;
using System.Text;
using MlOps.Registry.Signing;

namespace MlOps.Registry.Caching;

/// <summary>The files that are kept of a model's plans: the last one, the one before, and which of them serves.</summary>
internal sealed class PlanFiles(string location, CacheShelf shelf, Keyring keys)
{
    // What files held that were found sound: while they hold the same, nothing has to be verified again.
    private readonly ConcurrentDictionary<string, (byte[] Content, PlanCopy Copy)> _plans = new(StringComparer.Ordinal);

    /// <summary>A plan that may be used; null where there is none.</summary>
    public PlanCopy? Read(string model, CacheFileKind kind) => shelf.Look(PathOf(model, kind), path =>
    {
        if (shelf.Files.Read(path) is not { } bytes)
        {
            return null;
        }

        if (_plans.TryGetValue(path, out var known) && bytes.AsSpan().SequenceEqual(known.Content))
        {
            return known.Copy;
        }

        var copy = PlanCopy.Read(bytes);
        if ((copy.Location, copy.Model) != (location, model))
        {
            throw new InvalidDataException($"it is that of {Printable.Text(copy.Model)} in {Printable.Text(copy.Location)}, put in the place of another.");
        }

        if (keys.Trusted?.FindProblem(copy.Deployment) is { } problem)
        {
            throw new InvalidDataException(problem);
        }

        _plans[path] = (bytes, copy);
        return copy;
    });

    /// <summary>Whether this plan was the last one that was said to serve.</summary>
    public bool IsMarked(PlanCopy copy) => Marked(copy.Model) == copy.Deployment.Digest;

    /// <summary>Says that the plan with this digest serves.</summary>
    public void Mark(string model, string digest)
    {
        if (Marked(model) != digest)
        {
            shelf.Write(PathOf(model, CacheFileKind.Serving), Encoding.ASCII.GetBytes(digest), flush: true);
        }
    }

    /// <summary>Keeps nothing of a model's plans.</summary>
    public void Remove(string model)
    {
        CacheDirectory.TryDelete(PathOf(model, CacheFileKind.Serving));
        CacheDirectory.TryDelete(PathOf(model, CacheFileKind.PlanBefore));
        CacheDirectory.TryDelete(PathOf(model, CacheFileKind.Plan));
    }

    public string PathOf(string model, CacheFileKind kind) => shelf.Files.PathOf(PlanCopy.NameOf(location, model), kind);

    // It chooses between plans that are verified themselves, so it isn't.
    private string? Marked(string model) =>
        shelf.Look(PathOf(model, CacheFileKind.Serving), path => shelf.Files.Read(path) is { } bytes ? Encoding.ASCII.GetString(bytes) : null);
}
