using CsCheck;

namespace MlOps.Pooling;

public sealed class EnginePoolStressTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void No_engine_is_used_twice_at_once_and_no_more_are_made_than_allowed() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 8], Gen.Int[1, 200], Gen.Int[0, 3], Gen.Bool)
            .Sample(t => RunAsync(t.Item1, t.Item2, t.Item3, t.Item4, t.Item5).GetAwaiter().GetResult(), iter: 300, threads: 2);

    // One return meets one call that is about to wait, and nothing else happens that could wake the call later.
    [Fact]
    public async Task A_call_that_starts_to_wait_while_the_engine_comes_back_gets_it()
    {
        const int Rounds = 20_000;
        var pool = new PoolHarness(1);
        var slot = await pool.Pool.RentAsync(Cancel);
        var (started, ended) = (0, 0);
        var caller = Task.Run(
            async () =>
            {
                for (var round = 1; round <= Rounds; round++)
                {
                    SpinWait.SpinUntil(() => Volatile.Read(ref started) == round);
                    Thread.SpinWait(round % 23);
                    await pool.UseAsync(Cancel).WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, Cancel);
                    Volatile.Write(ref ended, round);
                }
            },
            Cancel);

        for (var round = 1; round <= Rounds && !caller.IsCompleted; round++)
        {
            Volatile.Write(ref started, round);
            Thread.SpinWait(round % 29);
            pool.Pool.Return(slot);
            SpinWait.SpinUntil(() => Volatile.Read(ref ended) == round || caller.IsCompleted);
            slot = pool.Pool.TryRent() ?? await pool.Pool.RentAsync(Cancel);
        }

        await caller;
    }

    // Nearly every return meets somebody who waits or is about to.
    [Theory]
    [InlineData(1, 2)]
    [InlineData(1, 4)]
    [InlineData(2, 3)]
    [InlineData(2, 6)]
    public async Task Few_engines_serve_many_tasks_to_the_end(int engines, int tasks)
    {
        var pool = new PoolHarness(engines);
        var workers = Enumerable.Range(0, tasks).Select(_ => Task.Run(
            async () =>
            {
                for (var i = 0; i < 50_000; i++)
                {
                    await pool.UseAsync(Cancel);
                }
            },
            Cancel));

        await Task.WhenAll(workers).WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, Cancel);

        Assert.InRange(pool.Made, 1, engines);
        Assert.All(pool.Engines, e => Assert.Equal(0, e.Faults));
        pool.Pool.Dispose();
        Assert.Equal(1, pool.Drained);
    }

    private static async Task RunAsync(int engines, int tasks, int calls, int failures, bool impatient)
    {
        var pool = new PoolHarness(engines, failures);
        var workers = Enumerable.Range(0, tasks).Select(_ => Task.Run(
            async () =>
            {
                for (var i = 0; i < calls; i++)
                {
                    using var patience = new CancellationTokenSource();
                    var use = UseAsync(pool, patience.Token);
                    if (impatient && i % 3 == 0)
                    {
                        await patience.CancelAsync();
                    }

                    await use;
                }
            },
            Cancel));
        await Task.WhenAll(workers).WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, Cancel);
        pool.Pool.Dispose();

        Assert.InRange(pool.Made, 0, engines);
        Assert.Equal((0, 1), (pool.MadeAtOnce, pool.Drained));
        Assert.All(pool.Engines, e => Assert.Equal((0, true), (e.Faults, e.Disposed)));
    }

    private static async Task UseAsync(PoolHarness pool, CancellationToken patience)
    {
        try
        {
            await pool.UseAsync(patience);
        }
        catch (Exception e) when (e is OperationCanceledException or InvalidOperationException)
        {
        }
    }
}
