using System.Numerics;
using System.Runtime.InteropServices;

namespace MlOps.Routing.Health;

/// <summary>Counts up. Threads count on stripes a cache line apart, so that they don't wait for each other.</summary>
internal sealed class StripedCounter
{
    private static readonly int StripeCount = (int)BitOperations.RoundUpToPowerOf2((uint)Environment.ProcessorCount);

    private readonly Stripe[] _stripes = new Stripe[StripeCount];

    public long Sum
    {
        get
        {
            var sum = 0L;
            foreach (ref var stripe in _stripes.AsSpan())
            {
                sum += Volatile.Read(ref stripe.Count);
            }

            return sum;
        }
    }

    public void Increment() => Next();

    /// <summary>Counts up, and returns a number that no other call is given: the stripe in its upper bits, and what was counted there.</summary>
    public long Next()
    {
        var stripe = Environment.CurrentManagedThreadId & (_stripes.Length - 1);
        return ((long)stripe << 48) + Interlocked.Increment(ref _stripes[stripe].Count);
    }

    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Stripe
    {
        [FieldOffset(64)]
        public long Count;
    }
}
