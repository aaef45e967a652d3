using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MlOps.Registry.Building;
using MlOps.Registry.Stores;

namespace MlOps.Registry;

public class ModelRegistryTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly InMemoryRegistryStore _store = new();
    private readonly IModelRegistry _registry;

    public ModelRegistryTests() => _registry = Make(_clock);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_roll_back_that_loses_the_race_decides_again()
    {
        var second = await DeployVersionsAsync(1, 2, 3);
        _store.Before = Once(nameof(IRegistryStore.TryAddDeploymentAsync), () => Deploy(DeploymentPlan.Live(3).FallBackTo(1), second));

        var result = await _registry.RollBackAsync("income", awayFrom: 3, new("bad"), Stop);

        Assert.Equal((4, 5, 2), (result.From!.Number, result.To!.Number, result.To.Plan.LiveVersion));
    }

    [Fact]
    public async Task A_roll_back_that_loses_to_its_twin_changes_nothing()
    {
        await DeployVersionsAsync(1, 2);
        RollBackResult? twin = null;
        _store.Before = Once(
            nameof(IRegistryStore.TryAddDeploymentAsync),
            () => twin = _registry.RollBackAsync("income", awayFrom: 2, new("bad"), Stop).GetAwaiter().GetResult());

        var result = await _registry.RollBackAsync("income", awayFrom: 2, new("bad"), Stop);

        Assert.True(twin!.Changed);
        Assert.Equal((false, twin.To), (result.Changed, result.To));
    }

    [Fact]
    public async Task A_deployment_that_comes_between_look_and_write_is_a_conflict()
    {
        var current = await DeployVersionsAsync(1, 2);
        _store.Before = Once(nameof(IRegistryStore.TryAddDeploymentAsync), () => Deploy(DeploymentPlan.Live(1), current));

        var lost = await Assert.ThrowsAsync<DeploymentConflictException>(
            () => _registry.DeployAsync("income", DeploymentPlan.Live(2), current, new("later"), Stop));

        Assert.Equal((2, 3), (lost.Expected!.Number, lost.Current!.Number));
    }

    [Fact]
    public async Task A_watch_throws_when_the_store_is_lost_and_begins_anew_when_it_is_back()
    {
        await DeployVersionsAsync(1);
        var registry = Make(TimeProvider.System);
        var watch = registry.WatchAsync(Stop).GetAsyncEnumerator(Stop);
        Assert.True(await watch.MoveNextAsync());

        _store.Before = _ => throw new RegistryUnavailableException("The store is away.");
        await Assert.ThrowsAsync<RegistryUnavailableException>(async () => await watch.MoveNextAsync());
        _store.Before = _ => { };

        var first = await registry.WatchAsync(Stop).FirstAsync(Stop);
        Assert.Equal(1, first.Number);
    }

    [Fact]
    public async Task A_watch_looks_once_an_interval_by_the_clock_it_was_given()
    {
        await DeployVersionsAsync(1);
        var looks = 0;
        _store.Before = name => looks += name == nameof(IRegistryStore.ReadChangesAsync) ? 1 : 0;
        var watch = _registry.WatchAsync(Stop).GetAsyncEnumerator(Stop);
        Assert.True(await watch.MoveNextAsync());

        // On the in-memory store everything up to the wait runs before MoveNextAsync returns.
        var next = watch.MoveNextAsync().AsTask();
        Assert.Equal((1, false), (looks, next.IsCompleted));
        _clock.Advance(TimeSpan.FromMilliseconds(499));
        Assert.Equal(1, looks);
        await DeployVersionsAsync(1);
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(30), Stop));
        Assert.Equal((2, 2), (looks, watch.Current.Number));
    }

    private ModelRegistry Make(TimeProvider clock) => new(
        _store, new InMemoryArtifactStore(), new() { RequireOwnerAndPurpose = false, PollInterval = TimeSpan.FromMilliseconds(500) }, clock, NullLogger.Instance);

    private async Task<Deployment> DeployVersionsAsync(params int[] versions)
    {
        var last = await _registry.GetDeploymentAsync("income", Stop);
        foreach (var version in versions)
        {
            await _registry.RegisterAsync("income", ModelArtifact.FromBytes(new byte[] { 1 }, "test"), new(), Stop);
            last = await _registry.DeployAsync("income", DeploymentPlan.Live(version), last, new("first"), Stop);
        }

        return last!;
    }

    private void Deploy(DeploymentPlan plan, Deployment replacing) =>
        _registry.DeployAsync("income", plan, replacing, new("came between"), Stop).GetAwaiter().GetResult();

    private Action<string> Once(string name, Action action) => called =>
    {
        if (called == name)
        {
            _store.Before = _ => { };
            action();
        }
    };
}
