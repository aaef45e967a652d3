using System.Runtime.CompilerServices;

namespace MlOps.Registry;

/// <summary>Reads long lists page by page, each from the key where the one before ended.</summary>
internal static class Pages
{
    /// <summary>How many entries one query reads: enough to make queries few, small enough to hold them in memory.</summary>
    public const int Size = 100;

    /// <param name="from">The key before the first entry.</param>
    /// <param name="read">Reads up to <see cref="Size"/> entries beyond a key.</param>
    /// <param name="keyOf">The key of an entry.</param>
    /// <param name="cancellationToken">The caller's wish to stop.</param>
    public static async IAsyncEnumerable<TEntry> ReadAsync<TKey, TEntry>(
        TKey from,
        Func<TKey, CancellationToken, Task<IReadOnlyList<TEntry>>> read,
        Func<TEntry, TKey> keyOf,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<TEntry> page;
        do
        {
            page = await read(from, cancellationToken).ConfigureAwait(false);
            foreach (var entry in page)
            {
                yield return entry;
                from = keyOf(entry);
            }
        }
        while (page.Count == Size);
    }
}
