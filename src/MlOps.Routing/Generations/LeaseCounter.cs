using System.Runtime.InteropServices;

namespace MlOps.Routing.Generations;

/// <summary>Counts the calls that are inside, and says once, after it was closed and the last call has left, that nobody is.</summary>
/// <remarks>
/// Threads count on stripes a cache line apart, so that they don't wait for each other; a call leaves by the stripe it came in by.
/// Why a stripe seen at zero after closing stays free of calls: a call counts itself first (with a full fence) and looks at
/// the flag second, so from then on whoever counts sees the flag and leaves again, looking for the end itself.
/// </remarks>
internal sealed class LeaseCounter(Action whenFree)
{
    private static readonly int StripeCount = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Environment.ProcessorCount * 2);

    private readonly Stripe[] _stripes = new Stripe[StripeCount];
    private volatile bool _closed;
    private int _freed;

    public bool TryEnter(out int stripe)
    {
        stripe = Environment.CurrentManagedThreadId & (_stripes.Length - 1);
        Interlocked.Increment(ref _stripes[stripe].Calls);
        if (!_closed)
        {
            return true;
        }

        Exit(stripe);
        return false;
    }

    public void Exit(int stripe)
    {
        Interlocked.Decrement(ref _stripes[stripe].Calls);
        if (_closed)
        {
            FreeIfIdle();
        }
    }

    /// <summary>Lets nobody in any more.</summary>
    public void Close()
    {
        _closed = true;
        Interlocked.MemoryBarrier();
        FreeIfIdle();
    }

    private void FreeIfIdle()
    {
        foreach (ref var stripe in _stripes.AsSpan())
        {
            if (Volatile.Read(ref stripe.Calls) != 0)
            {
                return;
            }
        }

        if (Interlocked.Exchange(ref _freed, 1) == 0)
        {
            whenFree();
        }
    }

    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Stripe
    {
        [FieldOffset(64)]
        public long Calls;
    }
}
