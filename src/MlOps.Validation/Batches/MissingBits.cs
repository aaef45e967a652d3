using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlOps.Validation.Batches;

/// <summary>Reads a mask of missing values 64 at a time.</summary>
internal static class MissingBits
{
    /// <summary>Whether there is a value for each.</summary>
    public static bool AreNone(ReadOnlySpan<MissingState> states) => !MemoryMarshal.AsBytes(states).ContainsAnyExcept((byte)MissingState.None);

    /// <summary>Takes those out that are of another state.</summary>
    /// <param name="rows">64 rows an item, each a bit.</param>
    /// <param name="states">Their states; empty if all of them are <see cref="MissingState.None"/>.</param>
    /// <param name="state">The state that stays.</param>
    public static void Keep(Span<ulong> rows, ReadOnlySpan<MissingState> states, MissingState state)
    {
        for (var i = 0; i < rows.Length && !states.IsEmpty; i++)
        {
            rows[i] &= Of(states.Slice(64 * i, 64), state);
        }
    }

    /// <param name="states">64 states.</param>
    /// <param name="state">The one looked for.</param>
    /// <returns>Which of them are that, each a bit.</returns>
    public static ulong Of(ReadOnlySpan<MissingState> states, MissingState state) =>
        Vector512.Equals(Vector512.Create(MemoryMarshal.AsBytes(states)), Vector512.Create((byte)state)).ExtractMostSignificantBits();
}
