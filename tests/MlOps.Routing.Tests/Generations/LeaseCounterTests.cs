using CsCheck;
using MlOps.Routing.Generations;

namespace MlOps.Generations;

public class LeaseCounterTests
{
    [Fact]
    public void Nobody_is_freed_while_somebody_is_inside()
    {
        var freed = 0;
        var counter = new LeaseCounter(() => freed++);
        Assert.True(counter.TryEnter(out var first));
        Assert.True(counter.TryEnter(out var second));
        counter.Close();
        Assert.False(counter.TryEnter(out _));
        counter.Exit(first);
        Assert.Equal(0, freed);
        counter.Exit(second);
        Assert.Equal(1, freed);
    }

    [Fact]
    public void Under_threads_it_frees_once_and_after_everyone_has_left() => Gen.Int[0, 200].Sample(
        calls =>
        {
            var inside = 0;
            var freedWhileInside = false;
            var freed = 0;
            LeaseCounter? counter = null;
            counter = new LeaseCounter(() =>
            {
                freedWhileInside |= Volatile.Read(ref inside) > 0;
                Interlocked.Increment(ref freed);
            });
            Parallel.For(0, 4, thread =>
            {
                if (thread == 3)
                {
                    Thread.SpinWait(calls);
                    counter.Close();
                    return;
                }

                for (var i = 0; i < calls; i++)
                {
                    if (counter.TryEnter(out var lease))
                    {
                        Interlocked.Increment(ref inside);
                        Thread.SpinWait(5);
                        Interlocked.Decrement(ref inside);
                        counter.Exit(lease);
                    }
                }
            });
            return freed == 1 && !freedWhileInside;
        },
        iter: 500,
        threads: 1);
}
