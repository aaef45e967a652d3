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

    public void Increment() => Interlocked.Increment(ref _stripes[Environment.CurrentManagedThreadId & (_stripes.Length - 1)].Count);

    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Stripe
    {
        [FieldOffset(64)]
        public long Count;
    }
}
