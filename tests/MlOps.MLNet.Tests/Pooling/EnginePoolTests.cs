namespace MlOps.Pooling;

public sealed class EnginePoolTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Engines_are_made_when_needed_and_used_again()
    {
        var pool = new PoolHarness(3);
        Assert.Null(pool.Pool.TryRent());

        var first = await pool.Pool.RentAsync(Cancel);
        var second = await pool.Pool.RentAsync(Cancel);
        Assert.NotSame(first.Engine, second.Engine);
        pool.Pool.Return(first);
        Assert.Same(first, pool.Pool.TryRent());
        Assert.Null(pool.Pool.TryRent());

        Assert.Equal((2, 2, 0L), (pool.Made, pool.Pool.Count, pool.Pool.Waits));
    }

    [Fact]
    public async Task When_all_are_out_calls_are_served_in_their_order_and_counted()
    {
        var pool = new PoolHarness(1);
        var slot = await pool.Pool.RentAsync(Cancel);
        var calls = Enumerable.Range(0, 5).Select(_ => pool.Pool.RentAsync(Cancel).AsTask()).ToArray();

        foreach (var call in calls)
        {
            Assert.All(calls.SkipWhile(c => c != call), c => Assert.False(c.IsCompleted));
            pool.Pool.Return(slot);
            slot = await call;
        }

        Assert.Equal((1, 5L, 5), (pool.Made, pool.Pool.Waits, pool.Waited));
    }

    [Fact]
    public async Task Nobody_overtakes_those_who_wait()
    {
        var pool = new PoolHarness(1);
        var slot = await pool.Pool.RentAsync(Cancel);
        var early = pool.Pool.RentAsync(Cancel).AsTask();
        pool.Pool.Return(slot);

        // The engine is promised to the early call, whether or not that one runs already.
        Assert.Null(pool.Pool.TryRent());
        var late = pool.Pool.RentAsync(Cancel).AsTask();
        Assert.False(late.IsCompleted);
        pool.Pool.Return(await early);
        Assert.Same(slot, await late);
    }

    [Fact]
    public async Task A_call_that_gives_up_takes_no_engine_and_does_not_hold_up_the_next()
    {
        var pool = new PoolHarness(1);
        var slot = await pool.Pool.RentAsync(Cancel);
        using var impatience = new CancellationTokenSource();
        var impatient = pool.Pool.RentAsync(impatience.Token).AsTask();
        var patient = pool.Pool.RentAsync(Cancel).AsTask();

        await impatience.CancelAsync();
        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        Assert.Equal(impatience.Token, cancelled.CancellationToken);
        pool.Pool.Return(slot);
        pool.Pool.Return(await patient);

        Assert.Same(slot, pool.Pool.TryRent());
        Assert.Equal(1, pool.Made);
    }

    [Fact]
    public async Task A_call_that_was_cancelled_before_it_came_does_not_wait()
    {
        var pool = new PoolHarness(1);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await pool.Pool.RentAsync(new(canceled: true)));
        Assert.Equal((0, 0L), (pool.Made, pool.Pool.Waits));
    }

    [Fact]
    public async Task An_engine_that_could_not_be_made_leaves_its_place_free()
    {
        var pool = new PoolHarness(1, failures: 2);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await pool.Pool.RentAsync(Cancel));
        Assert.Equal(0, pool.Pool.Count);
        Assert.Throws<InvalidOperationException>(() => pool.Pool.TryGrow());
        Assert.True(pool.Pool.TryGrow());
        Assert.False(pool.Pool.TryGrow());
        Assert.NotNull(pool.Pool.TryRent());
    }

    [Fact]
    public async Task Disposal_ends_idle_engines_at_once_and_the_others_when_they_come_back()
    {
        var pool = new PoolHarness(3);
        var slots = new[] { await pool.Pool.RentAsync(Cancel), await pool.Pool.RentAsync(Cancel) };
        pool.Pool.Return(slots[0]);

        pool.Pool.Dispose();
        pool.Pool.Dispose();
        Assert.Equal([true, false], pool.Engines.Select(e => e.Disposed));
        Assert.Equal(0, pool.Drained);

        pool.Pool.Return(slots[1]);
        Assert.Equal([true, true], pool.Engines.Select(e => e.Disposed));
        Assert.Equal(1, pool.Drained);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await pool.Pool.RentAsync(Cancel));
        Assert.False(pool.Pool.TryGrow());
    }

    [Fact]
    public async Task A_call_that_waits_at_disposal_is_still_served()
    {
        var pool = new PoolHarness(1);
        var slot = await pool.Pool.RentAsync(Cancel);
        var waiting = pool.Pool.RentAsync(Cancel).AsTask();

        pool.Pool.Dispose();
        pool.Pool.Return(slot);
        var served = await waiting;
        Assert.False(served.Engine!.Disposed);
        pool.Pool.Return(served);

        Assert.Equal((true, 1), (pool.Engines[0].Disposed, pool.Drained));
    }

    [Fact]
    public void A_pool_that_never_made_an_engine_is_drained_when_it_is_disposed()
    {
        var pool = new PoolHarness(2);
        pool.Pool.Dispose();
        Assert.Equal(1, pool.Drained);
    }
}
