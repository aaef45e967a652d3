using System.Runtime.InteropServices;

namespace MlOps.Routing.Staging;

/// <summary>
/// Draws a share of the rows, by numbers from 0 up to, but not including, 1: for each thread's stripe the next of a seeded sequence
/// (SplitMix64, Steele, Lea and Flood 2014), which knows nothing of the rows that it is drawn for.
/// </summary>
internal sealed class Draw(long seed, double share)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private static readonly int StripeCount = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Environment.ProcessorCount);

    private readonly Stripe[] _stripes = new Stripe[StripeCount];

    public bool Hits() => share >= 1 || (share > 0 && Next() < share);

    private double Next()
    {
        var stripe = Environment.CurrentManagedThreadId & (_stripes.Length - 1);
        var number = (ulong)Interlocked.Increment(ref _stripes[stripe].Drawn);
        return Mix(unchecked((ulong)seed + ((ulong)stripe << 48) + number)) * (1.0 / (1UL << 53));
    }

    // The upper 53 bits are what a double holds exactly.
    private static ulong Mix(ulong state)
    {
        unchecked
        {
            var z = state * Golden;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return (z ^ (z >> 31)) >> 11;
        }
    }

    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Stripe
    {
        [FieldOffset(64)]
        public long Drawn;
    }
}
