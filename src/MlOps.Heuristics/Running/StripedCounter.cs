using System.Runtime.InteropServices;

namespace MlOps.Heuristics.Running;

/// <summary>Counts without making threads wait for each other: each counts on a stripe, and stripes are a cache line apart.</summary>
internal sealed class StripedCounter
{
    private static readonly int StripeCount = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Environment.ProcessorCount * 2);

    private readonly Stripe[] _stripes = new Stripe[StripeCount];

    public long Value
    {
        get
        {
            var sum = 0L;
            foreach (ref var stripe in _stripes.AsSpan())
            {
                sum += Interlocked.Read(ref stripe.Count);
            }

            return sum;
        }
    }

    public void Increment()
    {
        var stripes = _stripes;
        Interlocked.Increment(ref stripes[Environment.CurrentManagedThreadId & (stripes.Length - 1)].Count);
    }

    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Stripe
    {
        [FieldOffset(64)]
        public long Count;
    }
}
