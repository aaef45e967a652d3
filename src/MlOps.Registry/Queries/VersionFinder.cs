using System.Collections;
using System.Runtime.CompilerServices;
using MlOps.Registry.Events;
using MlOps.Registry.Json;
using MlOps.Registry.Stores;

namespace MlOps.Registry.Queries;

/// <summary>Finds versions. Keys say what is read; what it says is looked at here, for a store doesn't understand records.</summary>
internal sealed class VersionFinder(IRegistryStore store, EventLog events)
{
    private readonly Candidates _candidates = new(events);

    public IAsyncEnumerable<ModelVersion> FindAsync(string model, VersionQuery query, CancellationToken cancellationToken)
    {
        var matching = MatchingAsync(model, query, cancellationToken);
        return query.BestBy is { } metric
            ? BestAsync(matching, new(metric, query.Better, query.Limit ?? 1), cancellationToken)
            : matching.Take(query.Limit ?? int.MaxValue);
    }

    private static async IAsyncEnumerable<ModelVersion> BestAsync(
        IAsyncEnumerable<ModelVersion> versions, BestVersions best, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var version in versions.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            best.Add(version);
        }

        foreach (var version in best.TakeOut())
        {
            yield return version;
        }
    }

    private async IAsyncEnumerable<ModelVersion> MatchingAsync(string model, VersionQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (first, last) = await RangeAsync(model, query, cancellationToken).ConfigureAwait(false);
        if (first > last)
        {
            yield break;
        }

        var candidates = await _candidates.FindAsync(model, query, last, cancellationToken).ConfigureAwait(false);
        var size = candidates is null && !VersionFilter.LooksIntoRecords(query) ? Math.Min(query.Limit ?? Pages.Size, Pages.Size) : Pages.Size;
        var entries = query.NewestFirst
            ? ReadDownAsync(model, first, last, candidates, size, cancellationToken)
            : ReadUpAsync(model, first, last, candidates, size, cancellationToken);
        await foreach (var entry in entries.ConfigureAwait(false))
        {
            if (RegistryJson.Read(entry) is var version && VersionFilter.Takes(query, version))
            {
                yield return version;
            }
        }
    }

    /// <summary>The first and the last number that can be meant, of those that are there now.</summary>
    private async Task<(int First, int Last)> RangeAsync(string model, VersionQuery query, CancellationToken cancellationToken)
    {
        var there = (await store.FindLastVersionAsync(model, cancellationToken).ConfigureAwait(false))?.Number ?? 0;
        var first = query is { NewestFirst: false, After: { } after } ? Math.Min(after, there) + 1 : 1;
        var last = query is { NewestFirst: true, After: { } before } ? Math.Min(before - 1, there) : there;
        if (query.RegisteredFrom is { } from)
        {
            first = Math.Max(first, await FirstSinceAsync(model, from, there, cancellationToken).ConfigureAwait(false));
        }

        if (query.RegisteredTo is { } to)
        {
            last = Math.Min(last, await FirstSinceAsync(model, to, there, cancellationToken).ConfigureAwait(false) - 1);
        }

        return (first, last);
    }

    // Time never runs backwards from a version to the next, so the place is found by halving.
    private async Task<int> FirstSinceAsync(string model, DateTimeOffset instant, int last, CancellationToken cancellationToken)
    {
        var (first, end) = (1, last + 1);
        while (first < end)
        {
            var middle = first + ((end - first) / 2);
            if (await store.ReadVersionsAsync(model, middle - 1, 1, cancellationToken).ConfigureAwait(false) is [var entry]
                && RegistryJson.Read(entry).RegisteredAt < instant)
            {
                first = entry.Number + 1;
            }
            else
            {
                end = middle;
            }
        }

        return first;
    }

    private async IAsyncEnumerable<VersionEntry> ReadUpAsync(
        string model, int first, int last, BitArray? candidates, int size, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var next = Next(candidates, first, 1); next <= last; next = Next(candidates, next, 1))
        {
            var page = await store.ReadVersionsAsync(model, next - 1, Math.Min(size, last - next + 1), cancellationToken).ConfigureAwait(false);
            foreach (var entry in page.Where(e => e.Number <= last && (candidates?[e.Number] ?? true)))
            {
                yield return entry;
            }

            next = page is [.., var end] ? end.Number + 1 : last + 1;
        }
    }

    // Numbers have no gaps, so the page that ends at a number starts its size before it: no store needs to read backwards.
    private async IAsyncEnumerable<VersionEntry> ReadDownAsync(
        string model, int first, int last, BitArray? candidates, int size, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var next = Next(candidates, last, -1); next >= first; next = Next(candidates, next, -1))
        {
            var start = Math.Max(first, next - size + 1);
            var page = await store.ReadVersionsAsync(model, start - 1, next - start + 1, cancellationToken).ConfigureAwait(false);
            foreach (var entry in page.Reverse().Where(e => e.Number <= next && (candidates?[e.Number] ?? true)))
            {
                yield return entry;
            }

            next = start - 1;
        }
    }

    /// <summary>The next candidate from a number on; what lies between isn't read.</summary>
    private static int Next(BitArray? candidates, int from, int step)
    {
        while (candidates is not null && from > 0 && from < candidates.Length && !candidates[from])
        {
            from += step;
        }

        return from;
    }
}
