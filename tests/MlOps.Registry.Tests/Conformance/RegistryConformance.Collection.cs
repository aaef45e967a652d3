namespace MlOps.Registry.Conformance;

public abstract partial class RegistryConformance
{
    private static readonly RetentionPolicy LastOnly = new() { KeepLast = 1, KeepDeployedWithin = TimeSpan.Zero };

    [Fact]
    public async Task A_policy_keeps_the_last_versions_those_deployed_lately_and_those_tagged_and_a_preview_says_it_all_before()
    {
        var registry = await OpenWithVersionsAsync(7);
        await DeployAsync(registry, days: 10, live: 1);
        await DeployAsync(registry, days: 40, live: 2);
        await DeployAsync(registry, days: 10, live: 3);
        await registry.AddTagAsync("income", 4, "audit", Stop);
        await registry.AddTagAsync("income", 5, "audit", Stop);
        await registry.RemoveTagAsync("income", 5, "audit", Stop);
        var policy = new RetentionPolicy { KeepLast = 2, KeepDeployedWithin = TimeSpan.FromDays(30), KeepTagged = ["audit"] };

        var preview = await registry.PreviewCollectionAsync(policy, Stop);

        Assert.True(preview.IsPreview);
        Assert.Equal(
            [
                "would retire income v1: not among the last 2, not deployed within 30 days, not tagged 'audit'",
                "would retire income v5: not among the last 2, not deployed within 30 days, not tagged 'audit'",
                "would remove the bytes of income v1 (1000)",
                "would remove the bytes of income v5 (1000)",
                "would keep income v2: deployed within 30 days (#2)",
                "would keep income v3: in force (#3)",
                "would keep income v4: tagged 'audit'",
                "would keep income v6: among the last 2",
                "would keep income v7: among the last 2",
            ],
            InOrder(preview));
        Assert.Empty(await registry.GetEventsAsync("income", 1, Stop).ToListAsync(Stop));
        foreach (var version in await registry.ListVersionsAsync("income", Stop).ToListAsync(Stop))
        {
            await ReadAsync(await registry.OpenAsync(version, Stop));
        }

        var report = await registry.CollectAsync(policy, new("the monthly clean-up"), Stop);

        Assert.False(report.IsPreview);
        Assert.Equal(InOrder(preview).Select(line => line.Replace("would retire", "retired", StringComparison.Ordinal)
            .Replace("would remove", "removed", StringComparison.Ordinal).Replace("would keep", "kept", StringComparison.Ordinal)), InOrder(report));
        Assert.Equal((7, 0), (await registry.ListVersionsAsync("income", Stop).CountAsync(Stop), (await Open().VerifyAsync(Stop)).Problems.Count));
        Assert.Empty((await registry.CollectAsync(policy, Because, Stop)).Removed);
        Assert.Equal(2, (await registry.RollBackAsync("income", 3, Because, Stop)).To?.Plan.LiveVersion);

        // What a preview says of a version, from the first; bytes come in the order of their digests.
        static IEnumerable<string> InOrder(CollectionReport report) => report.ToString().Split('\n').OrderBy(l => l.Contains("keep", StringComparison.Ordinal) || l.Contains("kept", StringComparison.Ordinal))
            .ThenBy(l => l.Contains("bytes", StringComparison.Ordinal)).ThenBy(l => l, StringComparer.Ordinal);

        async Task DeployAsync(IModelRegistry on, int days, int live)
        {
            await on.DeployAsync("income", DeploymentPlan.Live(live), await on.GetDeploymentAsync("income", Stop), Because, Stop);
            Clock.Advance(TimeSpan.FromDays(days));
        }
    }

    [Fact]
    public async Task Bytes_that_were_removed_are_not_gone_but_removed_by_somebody_at_a_time_for_a_reason()
    {
        var registry = await OpenWithVersionsAsync(2);
        await registry.CollectAsync(LastOnly, new("the monthly clean-up"), Stop);
        var version = await registry.GetVersionAsync("income", 1, Stop);

        var removed = await Assert.ThrowsAsync<ArtifactException>(() => Open().OpenAsync(version, Stop));

        Assert.Contains("The bytes of income v1 were removed by tester on 2026-11-23 09:00:00Z, because: the monthly clean-up", removed.Message, StringComparison.Ordinal);
        Assert.Equal(
            [VersionEventKind.Retired, VersionEventKind.BytesRemoved], await registry.GetEventsAsync("income", 1, Stop).Select(e => e.Kind).ToListAsync(Stop));
        Assert.Contains("retired, bytes removed", await registry.DescribeAsync("income", 1, Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_several_versions_have_go_when_all_of_these_are_retired()
    {
        var registry = Open();
        foreach (var model in new[] { "income", "income", "wealth" })
        {
            await registry.RegisterAsync(model, Artifact(1), Spec, Stop);
        }

        await registry.RetireAsync("income", 1, Because, Stop);
        Assert.Equal(["kept income v1: retired, its bytes stay: income v2 has the same"], await CollectAsync(RetentionPolicy.KeepAll, about: "income v1"));
        await registry.RetireAsync("income", 2, Because, Stop);
        Assert.Equal(["kept income v1: retired, its bytes stay: wealth v1 has the same"], await CollectAsync(RetentionPolicy.KeepAll, about: "income v1"));
        await registry.RetireAsync("wealth", 1, Because, Stop);

        // A policy lets go nothing of a model that it isn't about.
        Assert.Equal(
            ["kept income v1: retired, its bytes stay: wealth v1 has the same"], await CollectAsync(RetentionPolicy.KeepAll with { Models = ["income"] }, about: "income v1"));
        Assert.Equal(["removed the bytes of income v1, income v2, wealth v1 (1000)"], await CollectAsync(RetentionPolicy.KeepAll, about: "income v1"));

        async Task<IEnumerable<string>> CollectAsync(RetentionPolicy policy, string about) =>
            (await registry.CollectAsync(policy, Because, Stop)).ToString().Split('\n').Where(l => l.Contains(about, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_tag_of_the_policy_keeps_the_bytes_of_a_retired_version()
    {
        var registry = await OpenWithVersionsAsync(2);
        await registry.RetireAsync("income", 1, Because, Stop);
        await registry.AddTagAsync("income", 1, "audit", Stop);
        var policy = RetentionPolicy.KeepAll with { KeepTagged = ["audit"] };

        Assert.Contains("kept income v1: retired, its bytes stay: tagged 'audit'", (await registry.CollectAsync(policy, Because, Stop)).ToString(), StringComparison.Ordinal);
        await registry.RemoveTagAsync("income", 1, "audit", Stop);
        Assert.Equal(["income v1"], Assert.Single((await registry.CollectAsync(policy, Because, Stop)).Removed).Versions);
    }

    [Fact]
    public async Task Bytes_of_a_version_that_was_deployed_within_the_time_stay_though_somebody_retired_it()
    {
        var registry = await OpenWithVersionsAsync(3);
        var policy = new RetentionPolicy { KeepLast = 1, KeepDeployedWithin = TimeSpan.FromDays(30) };
        var first = await registry.DeployAsync("income", DeploymentPlan.Live(1), null, Because, Stop);
        Clock.Advance(TimeSpan.FromDays(10));
        await registry.DeployAsync("income", DeploymentPlan.Live(2), first, Because, Stop);
        await registry.RetireAsync("income", 1, Because, Stop);
        Clock.Advance(TimeSpan.FromDays(29));

        var report = await registry.CollectAsync(policy, Because, Stop);
        Assert.Empty(report.Removed);
        Assert.Contains("kept income v1: retired, its bytes stay: deployed within 30 days (#1)", report.ToString(), StringComparison.Ordinal);
        Assert.Equal(1000, (await ReadAsync(await registry.OpenAsync(await registry.GetVersionAsync("income", 1, Stop), Stop))).Length);

        Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(["income v1"], Assert.Single((await registry.CollectAsync(policy, Because, Stop)).Removed).Versions);
    }

    [Fact]
    public async Task A_policy_that_would_retire_all_or_makes_no_sense_is_refused()
    {
        var registry = await OpenWithVersionsAsync(1);
        foreach (var (policy, says) in new[]
        {
            (LastOnly with { KeepLast = 0 }, "at least the last version"),
            (LastOnly with { KeepDeployedWithin = TimeSpan.FromDays(-1) }, "can't be negative"),
            (LastOnly with { Models = ["Income"] }, ModelName.Rule),
            (LastOnly with { Models = ["income", null!] }, ModelName.Rule),
            (LastOnly with { KeepTagged = null! }, "KeepTagged is null"),
            (LastOnly with { KeepTagged = ["audit", null!] }, "KeepTagged holds null"),
        })
        {
            Assert.Contains(says, (await Assert.ThrowsAsync<ArgumentException>(() => registry.CollectAsync(policy, Because, Stop))).Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<ArgumentException>(() => registry.PreviewCollectionAsync(policy, Stop));
        }

        await Assert.ThrowsAsync<ModelNotFoundException>(() => registry.CollectAsync(LastOnly with { Models = ["income", "incme"] }, Because, Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => registry.AddEventAsync("income", 1, VersionEventKind.BytesRemoved, "gone", null, Stop));
        Assert.Empty(await registry.GetEventsAsync("income", 1, Stop).ToListAsync(Stop));
    }

    [Fact]
    public async Task A_model_that_a_policy_names_twice_is_looked_at_once()
    {
        var registry = await OpenWithVersionsAsync(2);
        var report = await registry.CollectAsync(LastOnly with { Models = ["income", "income"] }, Because, Stop);
        Assert.Equal((1, 1, 1), (report.Retired.Count, report.Kept.Count, report.Removed.Count));
    }

    [Fact]
    public async Task The_bytes_of_a_removed_version_may_be_registered_again_as_another()
    {
        var registry = Open();
        var first = await registry.RegisterAsync("income", Artifact(1), Spec with { RegistrationId = "run 1" }, Stop);
        await registry.RegisterAsync("income", Artifact(2), Spec, Stop);
        await registry.CollectAsync(LastOnly, Because, Stop);

        Assert.Equal(1, (await registry.RegisterAsync("income", Artifact(1), Spec with { RegistrationId = "run 1" }, Stop)).Number);
        await Assert.ThrowsAsync<ArtifactException>(() => registry.OpenAsync(first, Stop));

        var again = await registry.RegisterAsync("income", Artifact(1), Spec, Stop);
        Assert.Equal((3, first.Artifact), (again.Number, again.Artifact));
        Assert.Equal(1000, (await ReadAsync(await registry.OpenAsync(again, Stop))).Length);
        Assert.Equal(1000, (await ReadAsync(await registry.OpenAsync(first, Stop))).Length);
    }

    [Fact]
    public async Task Collections_at_once_retire_and_mark_each_version_once()
    {
        await OpenWithVersionsAsync(12);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Open().CollectAsync(LastOnly, Because, Stop), Stop)));

        for (var version = 1; version < 12; version++)
        {
            Assert.Equal(
                [VersionEventKind.Retired, VersionEventKind.BytesRemoved], await Open().GetEventsAsync("income", version, Stop).Select(e => e.Kind).ToListAsync(Stop));
        }

        Assert.Empty((await Open().VerifyAsync(Stop)).Problems);
    }
}
