using CsCheck;

namespace MlOps.Pooling;

public sealed class EnginePoolStressTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void No_engine_is_used_twice_at_once_and_no_more_are_made_than_allowed() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 8], Gen.Int[1, 200], Gen.Int[0, 3], Gen.Bool)
            .Sample(t => RunAsync(t.Item1, t.Item2, t.Item3, t.Item4, t.Item5).GetAwaiter().GetResult(), iter: 300, threads: 2);

    // Two engines or one under a few tasks: nearly every return meets somebody who is about to wait.
    [Theory]
    [InlineData(1, 2)]
    [InlineData(1, 4)]
    [InlineData(2, 3)]
    [InlineData(2, 6)]
    public async Task No_waiter_is_ever_lost(int engines, int tasks)
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
