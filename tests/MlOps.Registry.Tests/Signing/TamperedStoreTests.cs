using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MlOps.Registry.Building;
using MlOps.Registry.Conformance;
using MlOps.Registry.Stores;

namespace MlOps.Registry.Signing;

/// <summary>What somebody who owns the store, and no key, can do to a host that trusts only what is signed.</summary>
public class TamperedStoreTests
{
    private static readonly ChangeReason Because = new("a test");
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
    private readonly InMemoryRegistryStore _store = new();
    private readonly InMemoryArtifactStore _artifacts = new();
    private readonly IModelRegistry _registry;
    private readonly IModelRegistry _host;

    public TamperedStoreTests()
    {
        _registry = Open(Rings.OneForOne);
        _host = Open(Rings.Of(null, KeyPair.One));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Signed_entries_that_are_cut_off_bring_no_old_plan_back()
    {
        await DeployAsync(1, 2, 1);
        Assert.Equal(3, (await _host.GetDeploymentAsync("income", Stop))!.Number);
        _store.Tamper((_, deployments) => deployments.RemoveAt(2));

        Assert.Contains("has seen a later one, income #3", await RefusedAsync(), StringComparison.Ordinal);
        Assert.False((await _host.VerifyHistoryAsync("income", cancellationToken: Stop)).IsSound);
        Assert.Equal(2, await _host.GetHistoryAsync("income", Stop).CountAsync(Stop));

        // Who has seen nothing can't tell, and neither can who trusts everything.
        Assert.Equal(2, (await Open(Rings.Of(null, KeyPair.One)).GetDeploymentAsync("income", Stop))!.Number);
        _store.Tamper((_, deployments) => deployments.Clear());
        Assert.Contains("no deployment of 'income'", await RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_signed_entries_are_cut_off_nobody_who_saw_them_says_what_is_in_force_or_acts_on_it()
    {
        await DeployAsync(1, 2);
        _store.Tamper((_, deployments) => deployments.RemoveAt(1));

        await Assert.ThrowsAsync<UntrustedRecordException>(() => _registry.PlanAtAsync("income", DateTimeOffset.MaxValue, Stop));
        await Assert.ThrowsAsync<UntrustedRecordException>(() => _registry.DescribeAsync("income", 2, Stop));
        await Assert.ThrowsAsync<UntrustedRecordException>(() => _registry.RetireAsync("income", 2, Because, Stop));
        await Assert.ThrowsAsync<UntrustedRecordException>(() => _registry.CollectAsync(new() { KeepLast = 1 }, Because, Stop));
        Assert.Empty(await _registry.GetEventsAsync("income", 2, Stop).ToListAsync(Stop));
    }

    [Fact]
    public async Task Without_keys_a_store_that_shows_less_is_followed_and_a_walk_still_says_so()
    {
        await DeployAsync(1, 2);
        var host = Open(null);
        await host.GetDeploymentAsync("income", Stop);
        _store.Tamper((_, deployments) => deployments.RemoveAt(1));

        Assert.Equal(1, (await host.GetDeploymentAsync("income", Stop))!.Number);
        Assert.Equal([(RegistryProblemKind.BrokenHistory, "income #2")], (await host.VerifyAsync(Stop)).Problems.Select(p => (p.Kind, p.Where)));
    }

    [Fact]
    public async Task Another_signed_entry_under_a_number_that_was_seen_is_refused_until_somebody_deploys_beyond_it()
    {
        await DeployAsync(1, 2);
        await _host.GetDeploymentAsync("income", Stop);
        _store.Tamper((_, deployments) => deployments.RemoveAt(1));
        var one = await _registry.GetHistoryAsync("income", Stop).FirstAsync(Stop);
        await Assert.ThrowsAsync<UntrustedRecordException>(() => _registry.GetDeploymentAsync("income", Stop));

        // Who deploys has looked, and goes on from there.
        var two = await _registry.DeployAsync("income", DeploymentPlan.Live(1), one, Because, Stop);
        Assert.Equal(two, await _registry.GetDeploymentAsync("income", Stop));
        Assert.Contains("has seen another one, income #2", await RefusedAsync(), StringComparison.Ordinal);

        var three = await _registry.DeployAsync("income", DeploymentPlan.Live(1), two, Because, Stop);
        Assert.Equal(three, await _host.GetDeploymentAsync("income", Stop));
    }

    [Fact]
    public async Task A_head_is_seen_by_whatever_has_shown_it()
    {
        await DeployAsync(1, 2);
        var byWatch = Open(Rings.Of(null, KeyPair.One));
        await byWatch.WatchAsync(Stop).FirstAsync(Stop);
        var byRollBack = Open(Rings.OneForOne);
        await byRollBack.RollBackAsync("income", 1, Because, Stop);
        _store.Tamper((_, deployments) => deployments.RemoveAt(1));

        foreach (var registry in new[] { _registry, byWatch, byRollBack })
        {
            await Assert.ThrowsAsync<UntrustedRecordException>(() => registry.GetDeploymentAsync("income", Stop));
        }
    }

    [Fact]
    public async Task A_look_that_was_overtaken_is_no_step_back()
    {
        var last = await DeployAsync(1);
        await _host.GetDeploymentAsync("income", Stop);
        _store.Before = name =>
        {
            if (name == nameof(IRegistryStore.FindLastDeploymentAsync))
            {
                // Whoever looks now has taken note of what was seen; then another thread of the same host sees more.
                _store.Before = _ => { };
                _registry.DeployAsync("income", DeploymentPlan.Live(1), last, Because, Stop).GetAwaiter().GetResult();
                _host.GetDeploymentAsync("income", Stop).GetAwaiter().GetResult();
                _store.Tamper((_, deployments) => (deployments[0], deployments[1]) = (deployments[1], deployments[0]));
            }
        };

        Assert.Equal(1, (await _host.GetDeploymentAsync("income", Stop))!.Number);
    }

    [Fact]
    public async Task A_signed_version_in_the_place_of_another_is_none_of_the_plan_that_names_it()
    {
        var last = await DeployAsync(1, 2);
        _store.Tamper((versions, _) =>
            versions[1] = versions[1] with { ArtifactDigest = versions[0].ArtifactDigest, Document = versions[0].Document.Replace("\"number\":1,", "\"number\":2,", StringComparison.Ordinal) });

        // It is a version that was signed; but the entry that names v2 was signed over another.
        var swapped = await _host.GetVersionAsync("income", 2, Stop);
        await (await _host.OpenAsync(swapped, Stop)).DisposeAsync();
        Assert.NotEqual(swapped.Digest, (await _host.GetDeploymentAsync("income", Stop))!.VersionDigests![2]);
        Assert.Contains(
            (await _host.VerifyAsync(Stop)).Problems, p => p is { Kind: RegistryProblemKind.BrokenHistory, Where: "income v2" });

        // And nobody goes back to it.
        await _registry.RegisterAsync("income", ModelArtifact.FromBytes(new byte[] { 9 }, "test"), new(), Stop);
        await _registry.DeployAsync("income", DeploymentPlan.Live(3), last, Because, Stop);
        Assert.Equal(1, (await _registry.RollBackAsync("income", 3, Because, Stop)).To!.Plan.LiveVersion);
    }

    [Fact]
    public async Task A_signed_record_of_another_model_is_no_record_of_this_one()
    {
        await DeployAsync(1);
        await _registry.RegisterAsync("fraud", ModelArtifact.FromBytes(new byte[] { 1 }, "test"), new(), Stop);
        _store.Tamper((versions, deployments) =>
        {
            versions[1] = versions[0] with { Model = "fraud" };
            deployments.Add(deployments[0] with { Model = "fraud", Sequence = 2 });
        });

        Assert.Contains("fraud v1", (await Assert.ThrowsAsync<RegistryUnavailableException>(() => _host.GetVersionAsync("fraud", 1, Stop))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RegistryUnavailableException>(() => _host.GetDeploymentAsync("fraud", Stop));
    }

    [Fact]
    public async Task A_damaged_entry_of_one_model_keeps_no_other_from_a_watch()
    {
        await DeployAsync(1);
        await _registry.RegisterAsync("house", ModelArtifact.FromBytes(new byte[] { 1 }, "test"), new(), Stop);
        var house = await _registry.DeployAsync("house", DeploymentPlan.Live(1), null, Because, Stop);
        _store.Tamper((_, deployments) => deployments[0] = deployments[0] with { Document = "{" });

        Assert.Equal(house, await Open(null).WatchAsync(Stop).FirstAsync(Stop));
    }

    [Fact]
    public async Task A_planted_entry_from_the_future_moves_no_clock()
    {
        await DeployAsync(1);
        var strangers = new FakeTimeProvider(DateTimeOffset.MaxValue - TimeSpan.FromDays(1));
        var planted = await Open(null, strangers).DeployAsync("income", DeploymentPlan.Live(1), await _registry.GetDeploymentAsync("income", Stop), Because, Stop);

        Assert.Equal(_clock.GetUtcNow(), (await _registry.DeployAsync("income", DeploymentPlan.Live(1), planted, Because, Stop)).At);
    }

    private IModelRegistry Open(Keyring? keys, TimeProvider? clock = null) =>
        new ModelRegistry(_store, _artifacts, new() { RequireOwnerAndPurpose = false }, clock ?? _clock, NullLogger.Instance, keys);

    private async Task<Deployment> DeployAsync(params int[] versions)
    {
        Deployment? last = null;
        foreach (var version in versions)
        {
            if (await _registry.ListVersionsAsync("income", Stop).CountAsync(Stop) < version)
            {
                await _registry.RegisterAsync("income", ModelArtifact.FromBytes(new[] { (byte)version }, "test"), new(), Stop);
            }

            last = await _registry.DeployAsync("income", DeploymentPlan.Live(version), last, Because, Stop);
        }

        return last!;
    }

    private async Task<string> RefusedAsync() =>
        (await Assert.ThrowsAsync<UntrustedRecordException>(() => _host.GetDeploymentAsync("income", Stop))).Message;
}
