using MlOps.Routing.Health;

namespace MlOps.Routing.Staging;

/// <summary>
/// Draws a share of the rows, by numbers from 0 up to, but not including, 1: for each thread's stripe the next of a seeded sequence
/// (SplitMix64, Steele, Lea and Flood 2014), which knows nothing of the rows that it is drawn for.
/// </summary>
internal sealed class Draw(long seed, double share)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private readonly StripedCounter _drawn = new();

    public bool Hits() => share >= 1 || (share > 0 && Next() < share);

    // The upper 53 bits are what a double holds exactly.
    private double Next() => Mix(unchecked((ulong)(seed + _drawn.Next()))) * (1.0 / (1UL << 53));

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
}
