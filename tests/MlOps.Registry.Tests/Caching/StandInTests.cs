using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MlOps.Registry.Conformance;

namespace MlOps.Registry.Caching;

/// <summary>What copies are given, when, and when not.</summary>
public sealed class StandInTests : IDisposable
{
    private readonly CachedHost _host = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task A_process_that_starts_without_the_registry_gets_what_served_and_follows_again()
    {
        await DeployAsync();
        var before = await CachedHost.ServeAsync(_host.Open());
        _host.IsAway = true;
        _host.Clock.Advance(TimeSpan.FromHours(3) + TimeSpan.FromTicks(1234567));

        var registry = _host.Open();
        var after = await CachedHost.ServeAsync(registry);

        Assert.Equal(before.Plan, after.Plan);
        Assert.Equal([[2, 2], [1]], after.Bytes);
        Assert.Equal(before.Plan.At, registry.GetCopyTime("m"));
        await registry.GetDeploymentAsync("m", Stop);
        var told = Assert.Single(_host.Log, l => l.Id == 3008);
        Assert.Equal(LogLevel.Warning, told.Level);
        Assert.Contains("m #1: live v2, fallback v1, read 03:00:00 ago. It is away.", told.Text, StringComparison.Ordinal);

        _host.IsAway = false;
        var next = await _host.DeployAsync("m", DeploymentPlan.Live(1));
        Assert.Equal(next, await registry.GetDeploymentAsync("m", Stop));
        Assert.Null(registry.GetCopyTime("m"));
        Assert.Equal(1, _host.Logged(3009));
    }

    [Fact]
    public async Task What_was_never_read_is_not_there_and_the_registry_says_so_itself()
    {
        await DeployAsync();
        var registry = _host.Open();
        await registry.GetDeploymentAsync("m", Stop);
        _host.IsAway = true;

        Assert.Equal("It is away.", (await Assert.ThrowsAsync<RegistryUnavailableException>(() => registry.GetVersionAsync("m", 2, Stop))).Message);
        Assert.Equal("It is away.", (await Assert.ThrowsAsync<RegistryUnavailableException>(() => registry.GetDeploymentAsync("other", Stop))).Message);
    }

    [Fact]
    public async Task Nothing_that_the_registry_says_is_gone_comes_back()
    {
        await DeployAsync();
        var registry = _host.Open();
        await CachedHost.ServeAsync(registry);
        var live = await registry.GetVersionAsync("m", 2, Stop);
        await _host.Artifacts.RemoveAsync(live.Artifact.Digest, Stop);

        await Assert.ThrowsAsync<ArtifactException>(() => registry.OpenAsync(live, Stop));
        _host.IsAway = true;
        await Assert.ThrowsAsync<RegistryUnavailableException>(() => registry.OpenAsync(live, Stop));

        _host.IsAway = false;
        _host.Records.Tamper((versions, deployments) =>
        {
            versions.Clear();
            deployments.Clear();
        });
        Assert.Null(await registry.GetDeploymentAsync("m", Stop));
        await Assert.ThrowsAsync<ModelNotFoundException>(() => registry.GetVersionAsync("m", 2, Stop));
        _host.IsAway = true;
        await Assert.ThrowsAsync<RegistryUnavailableException>(() => _host.Open().GetDeploymentAsync("m", Stop));
    }

    [Fact]
    public async Task Nothing_is_written_while_the_registry_is_away()
    {
        await DeployAsync();
        var registry = _host.Open();
        var (plan, _) = await CachedHost.ServeAsync(registry);
        _host.IsAway = true;

        await Assert.ThrowsAsync<RegistryUnavailableException>(() => registry.DeployAsync("m", DeploymentPlan.Live(1), plan, CachedHost.Because, Stop));
        await Assert.ThrowsAsync<RegistryUnavailableException>(() => registry.RollBackAsync("m", 2, CachedHost.Because, Stop));
        await Assert.ThrowsAsync<RegistryUnavailableException>(() => registry.RegisterAsync("m", ModelArtifact.FromBytes(new byte[] { 3 }, "test"), new(), Stop));
    }

    [Fact]
    public async Task A_plan_of_which_nothing_was_loaded_yet_does_not_take_the_place_of_the_one_that_serves()
    {
        await DeployAsync();
        var registry = _host.Open();
        var (first, _) = await CachedHost.ServeAsync(registry);
        await _host.RegisterAsync("m", 3);
        var second = await _host.DeployAsync("m", DeploymentPlan.Live(3));
        Assert.Equal(second, await registry.GetDeploymentAsync("m", Stop));
        _host.IsAway = true;

        // This process has read it and stays with it; one that starts now serves what served.
        Assert.Equal(second, await registry.GetDeploymentAsync("m", Stop));
        Assert.Equal(first, (await CachedHost.ServeAsync(_host.Open())).Plan);

        _host.IsAway = false;
        await CachedHost.ServeAsync(registry);
        _host.IsAway = true;
        Assert.Equal(second, (await CachedHost.ServeAsync(_host.Open())).Plan);
        Assert.DoesNotContain(_host.Files, f => f.EndsWith(".before", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_copy_that_is_too_old_is_refused_and_says_so()
    {
        await DeployAsync();
        await CachedHost.ServeAsync(_host.Open());
        _host.IsAway = true;
        _host.Clock.Advance(TimeSpan.FromDays(2));
        var registry = _host.Open(o => o.MaxAge = TimeSpan.FromDays(1));

        var refused = await Assert.ThrowsAsync<RegistryUnavailableException>(() => registry.GetDeploymentAsync("m", Stop));

        Assert.StartsWith("It is away. The copy of m #1: live v2, fallback v1 in '", refused.Message, StringComparison.Ordinal);
        Assert.Contains("2.00:00:00 ago, and RegistryCacheOptions.MaxAge is 1.00:00:00: it isn't used.", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RegistryUnavailableException>(() => registry.GetVersionAsync("m", 2, Stop));
        Assert.Null(registry.GetCopyTime("m"));
    }

    [Fact]
    public async Task A_look_at_what_was_found_sound_reads_no_record_again_and_a_use_does()
    {
        await _host.RegisterAsync("m", 1, 2, 3);
        await _host.DeployAsync("m", DeploymentPlan.Live(1));
        var registry = _host.Open();
        var (plan, _) = await CachedHost.ServeAsync(registry);
        var record = _host.Only(".record");
        await File.WriteAllBytesAsync(record, new byte[new FileInfo(record).Length], Stop);
        _host.IsAway = true;

        Assert.Equal(plan, await registry.GetDeploymentAsync("m", Stop));
        Assert.Equal(0, _host.Logged(3010));
        await Assert.ThrowsAsync<RegistryUnavailableException>(() => registry.GetVersionAsync("m", 1, Stop));
        Assert.Equal(1, _host.Logged(3010));
    }

    [Fact]
    public async Task The_age_is_that_of_the_last_look_and_not_of_the_deployment()
    {
        await DeployAsync();
        var registry = _host.Open();
        await CachedHost.ServeAsync(registry);
        _host.Clock.Advance(TimeSpan.FromDays(2));
        await registry.GetDeploymentAsync("m", Stop);
        _host.IsAway = true;

        var late = _host.Open(o => o.MaxAge = TimeSpan.FromDays(1));
        await CachedHost.ServeAsync(late);

        Assert.Equal(_host.Clock.GetUtcNow(), late.GetCopyTime("m"));
    }

    [Fact]
    public async Task A_plan_that_no_trusted_key_signed_takes_the_place_of_nothing_and_is_never_taken_from_the_cache()
    {
        static void Signed(IModelRegistryBuilder b) => b.SignWith(KeyPair.One.PrivatePem).TrustOnly(KeyPair.One.PublicPem);
        static void Trusting(IModelRegistryBuilder b) => b.TrustOnly(KeyPair.One.PublicPem);
        var pipeline = _host.OpenPlain(Signed);
        await pipeline.RegisterAsync("m", ModelArtifact.FromBytes(new byte[] { 1 }, "test"), new(), Stop);
        var signed = await pipeline.DeployAsync("m", DeploymentPlan.Live(1), null, CachedHost.Because, Stop);
        var registry = _host.Open(more: Trusting);
        await CachedHost.ServeAsync(registry);
        await _host.DeployAsync("m", DeploymentPlan.Live(1));
        await Assert.ThrowsAsync<UntrustedRecordException>(() => registry.GetDeploymentAsync("m", Stop));
        _host.IsAway = true;
        Assert.Equal(signed, (await CachedHost.ServeAsync(_host.Open(more: Trusting))).Plan);

        // A host that trusts everything keeps the planted one; the one with keys refuses it there, too.
        _host.IsAway = false;
        await CachedHost.ServeAsync(_host.Open());
        _host.IsAway = true;
        Assert.Equal("It is away.", (await Assert.ThrowsAsync<RegistryUnavailableException>(() => _host.Open(more: Trusting).GetDeploymentAsync("m", Stop))).Message);
        Assert.Contains("m #2: live v1 isn't signed", Assert.Single(_host.Log, l => l.Id == 3010).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Directory")]
    [InlineData("relative/cache", "give the full path")]
    public void Options_that_make_no_sense_are_refused(string directory, string says)
    {
        var refused = Assert.Throws<OptionsValidationException>(() => _host.Open(o => o.Directory = directory));
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
        Assert.Throws<OptionsValidationException>(() => _host.Open(o => o.MaxBytes = 0));
        Assert.Throws<OptionsValidationException>(() => _host.Open(o => o.MaxAge = TimeSpan.Zero));
    }

    private async Task DeployAsync()
    {
        await _host.RegisterAsync("m", 1);
        await _host.RegisterAsync("m", 2, 2);
        await _host.DeployAsync("m", DeploymentPlan.Live(2).FallBackTo(1));
    }
}
