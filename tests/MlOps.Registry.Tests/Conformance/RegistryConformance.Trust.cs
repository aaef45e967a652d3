namespace MlOps.Registry.Conformance;

public abstract partial class RegistryConformance
{
    private static readonly Action<IModelRegistryBuilder> One = b => b.SignWith(KeyPair.One.PrivatePem);
    private static readonly Action<IModelRegistryBuilder> Two = b => b.SignWith(KeyPair.Two.PrivatePem);
    private static readonly Action<IModelRegistryBuilder> TrustsOne = b => b.TrustOnly(KeyPair.One.PublicPem);
    private static readonly Action<IModelRegistryBuilder> TrustsBoth = b => b.TrustOnly(KeyPair.One.PublicPem, KeyPair.Two.PublicPem);
    private static readonly Action<IModelRegistryBuilder> OneForOne = One + TrustsOne;

    [Fact]
    public async Task What_a_trusted_key_signed_is_opened_and_nothing_else()
    {
        var one = await OpenWith(One).RegisterAsync("income", Artifact(1), Full with { Lineage = null }, Stop);
        var two = await OpenWith(Two).RegisterAsync("income", Artifact(2), Spec, Stop);
        var nobody = await Open().RegisterAsync("income", Artifact(3), Spec, Stop);
        var host = OpenWith(TrustsOne);

        Assert.Equal(await ReadAsync(Artifact(1).OpenRead()), await ReadAsync(await host.OpenAsync(await host.GetVersionAsync("income", 1, Stop), Stop)));
        Assert.Equal(one.Signature, (await host.GetVersionAsync("income", 1, Stop)).Signature);
        Assert.Contains($"key '{KeyPair.Two.Id[..16]}…'", await RefusedAsync(host, two), StringComparison.Ordinal);
        Assert.Contains("isn't signed", await RefusedAsync(host, nobody), StringComparison.Ordinal);
        Assert.Contains("isn't what key", await RefusedAsync(host, one with { Owner = "another" }), StringComparison.Ordinal);
        Assert.Equal(3, await host.ListVersionsAsync("income", Stop).CountAsync(Stop));

        // While keys change both are trusted; and where none is named, everything is.
        Assert.Equal(2, await ReadableAsync(OpenWith(TrustsBoth)));
        Assert.Equal(3, await ReadableAsync(Open()));

        async Task<int> ReadableAsync(IModelRegistry registry) => await registry.ListVersionsAsync("income", Stop)
            .CountAsync(async (v, _) => await Record.ExceptionAsync(async () => await (await registry.OpenAsync(v, Stop)).DisposeAsync()) is null, Stop);
    }

    [Fact]
    public async Task What_is_said_of_a_signed_version_later_breaks_nothing()
    {
        var registry = OpenWith(OneForOne);
        var first = await registry.RegisterAsync("income", Artifact(0), Spec, Stop);
        var version = await registry.RegisterAsync("income", Artifact(1), new() { Owner = "o", Purpose = "p", RegistrationId = "run 1", Lineage = new() { ParentVersion = 1 } }, Stop);
        await registry.AddNoteAsync("income", 2, "a note", Stop);
        await registry.AddTagAsync("income", 2, "a tag", Stop);
        await registry.AddEvaluationAsync("income", 2, "May", new Dictionary<string, Metric> { ["auc"] = Metric.Of(1) }, Stop);

        await using var content = await registry.OpenAsync(version with { Number = 9, RegistrationId = "run 2", Lineage = version.Lineage! with { ParentVersion = 7 } }, Stop);
        Assert.Equal(1000, content.Length);
        Assert.Equal(version.Signature, (await registry.RegisterAsync("income", Artifact(1), new() { Owner = "o", Purpose = "p", RegistrationId = "run 1" }, Stop)).Signature);
        Assert.NotEqual(first.Signature, version.Signature);
    }

    [Fact]
    public async Task Signed_plans_are_followed_and_rolled_back()
    {
        var registry = OpenWith(OneForOne);
        await registry.RegisterAsync("income", Artifact(1), Spec, Stop);
        await registry.RegisterAsync("income", Artifact(2), Spec, Stop);
        ChangeReason because = new("AUC") { Evidence = new("May") { Metrics = new Dictionary<string, Metric> { ["b"] = Metric.Of(1), ["a"] = Metric.Of(2) } } };
        var first = await registry.DeployAsync("income", DeploymentPlan.Live(1), null, because, Stop);
        await registry.DeployAsync("income", DeploymentPlan.Live(2), first, because, Stop);
        var back = await registry.RollBackAsync("income", 2, because, Stop);

        var host = OpenWith(TrustsOne, time: TimeProvider.System);
        Assert.Equal(back.To!.Head, (await host.GetDeploymentAsync("income", Stop))!.Head);
        Assert.Equal(1, back.To.Plan.LiveVersion);
        Assert.Equal(back.To.Head, (await host.WatchAsync(Stop).FirstAsync(Stop)).Head);
        Assert.True((await host.VerifyAsync(Stop)).IsSound);
    }

    [Fact]
    public async Task A_plan_that_nobody_trusted_signed_is_shown_and_not_followed_until_a_signed_one_is_put_over_it()
    {
        var registry = OpenWith(OneForOne);
        await registry.RegisterAsync("income", Artifact(1), Spec, Stop);
        await registry.RegisterAsync("income", Artifact(2), Spec, Stop);
        var first = await registry.DeployAsync("income", DeploymentPlan.Live(1), null, Because, Stop);
        var host = OpenWith(TrustsOne);
        Assert.Equal(first, await host.GetDeploymentAsync("income", Stop));
        var planted = await Open().DeployAsync("income", DeploymentPlan.Live(2), first, Because, Stop);

        Assert.Contains("isn't signed", (await Assert.ThrowsAsync<UntrustedRecordException>(() => host.GetDeploymentAsync("income", Stop))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<UntrustedRecordException>(() => registry.RollBackAsync("income", 2, Because, Stop));
        Assert.Equal(planted, await host.GetHistoryAsync("income", Stop).FirstAsync(Stop));
        Assert.Equal(
            [(RegistryProblemKind.UntrustedRecord, "income #2")], (await host.VerifyHistoryAsync("income", cancellationToken: Stop)).Problems.Select(p => (p.Kind, p.Where)));
        Assert.True((await Open().VerifyAsync(Stop)).IsSound);

        await Assert.ThrowsAsync<DeploymentConflictException>(() => registry.DeployAsync("income", DeploymentPlan.Live(2), first, Because, Stop));
        var over = await registry.DeployAsync("income", DeploymentPlan.Live(2), planted, Because, Stop);
        Assert.Equal(over, await host.GetDeploymentAsync("income", Stop));
        Assert.Equal(1, (await registry.RollBackAsync("income", 2, Because, Stop)).To!.Plan.LiveVersion);
    }

    [Fact]
    public async Task A_roll_back_goes_by_what_is_signed_alone()
    {
        var registry = OpenWith(OneForOne);
        for (var i = 1; i <= 3; i++)
        {
            await registry.RegisterAsync("income", Artifact(i), Spec, Stop);
        }

        await Open().RegisterAsync("income", Artifact(4), Spec, Stop);
        var last = await registry.DeployAsync("income", DeploymentPlan.Live(1), null, Because, Stop);
        last = await Open().DeployAsync("income", DeploymentPlan.Live(2), last, Because, Stop);
        last = await Open().DeployAsync("income", DeploymentPlan.Live(4).FallBackTo(1), last, Because, Stop);
        await registry.DeployAsync("income", DeploymentPlan.Live(3), last, Because, Stop);

        Assert.Equal(DeploymentPlan.Live(1), (await registry.RollBackAsync("income", 3, Because, Stop)).To!.Plan);
        Assert.Equal(DeploymentPlan.Live(4).FallBackTo(1), await PlanOfUnsignedRollBackAsync());

        async Task<DeploymentPlan> PlanOfUnsignedRollBackAsync()
        {
            var now = await Open().GetDeploymentAsync("income", Stop);
            await Open().DeployAsync("income", DeploymentPlan.Live(3), now, Because, Stop);
            await Open().RollBackAsync("income", 3, Because, Stop);
            await Open().DeployAsync("income", DeploymentPlan.Live(4).FallBackTo(1), await Open().GetDeploymentAsync("income", Stop), Because, Stop);
            return (await Open().GetDeploymentAsync("income", Stop))!.Plan;
        }
    }

    [Fact]
    public async Task A_roll_back_passes_over_versions_that_nobody_trusted_signed()
    {
        // Before keys were in use; then those who sign put it in force, by a registry that trusted all.
        await Open().RegisterAsync("income", Artifact(1), Spec, Stop);
        var registry = OpenWith(OneForOne);
        await registry.RegisterAsync("income", Artifact(2), Spec, Stop);
        await registry.RegisterAsync("income", Artifact(3), Spec, Stop);
        var last = await OpenWith(One).DeployAsync("income", DeploymentPlan.Live(2).FallBackTo(1), null, Because, Stop);
        last = await OpenWith(One).DeployAsync("income", DeploymentPlan.Live(1), last, Because, Stop);
        await registry.DeployAsync("income", DeploymentPlan.Live(3), last, Because, Stop);

        Assert.Equal(DeploymentPlan.Live(2), (await registry.RollBackAsync("income", 3, Because, Stop)).To!.Plan);
    }

    [Fact]
    public async Task A_plan_may_not_name_what_hosts_would_refuse()
    {
        await Open().RegisterAsync("income", Artifact(1), Spec, Stop);
        var registry = OpenWith(OneForOne);

        Assert.Contains("isn't signed", Assert.Single((await registry.PreviewAsync("income", DeploymentPlan.Live(1), Stop)).Refusals), StringComparison.Ordinal);
        await Assert.ThrowsAsync<DeploymentRefusedException>(
            () => registry.DeployAsync("income", DeploymentPlan.Live(1), null, Because, new DeployOptions { Force = true }, Stop));
    }

    [Fact]
    public async Task Who_trusts_only_what_is_signed_and_has_no_key_writes_nothing()
    {
        await OpenWith(One).RegisterAsync("income", Artifact(1), Spec, Stop);
        var host = OpenWith(TrustsOne);

        await Assert.ThrowsAsync<UntrustedRecordException>(() => host.RegisterAsync("income", Artifact(1), Spec, Stop));
        await Assert.ThrowsAsync<UntrustedRecordException>(() => host.DeployAsync("income", DeploymentPlan.Live(1), null, Because, Stop));
        await Assert.ThrowsAsync<UntrustedRecordException>(() => host.RollBackAsync("income", 1, Because, Stop));
        Assert.Equal(1, await host.ListVersionsAsync("income", Stop).CountAsync(Stop));
        Assert.Null(await host.GetDeploymentAsync("income", Stop));
    }

    [Fact]
    public async Task A_watch_passes_over_what_is_not_trusted_and_hears_of_the_others()
    {
        var registry = OpenWith(OneForOne);
        await registry.RegisterAsync("income", Artifact(1), Spec, Stop);
        await registry.RegisterAsync("house", Artifact(1), Spec, Stop);
        await using var watch = OpenWith(TrustsOne, time: TimeProvider.System).WatchAsync(Stop).GetAsyncEnumerator(Stop);

        await Open().DeployAsync("income", DeploymentPlan.Live(1), null, Because, Stop);
        var house = await registry.DeployAsync("house", DeploymentPlan.Live(1), null, Because, Stop);
        Assert.Equal(house, await NextAsync(watch));
        var income = await registry.DeployAsync("income", DeploymentPlan.Live(1), await registry.GetHistoryAsync("income", Stop).FirstAsync(Stop), Because, Stop);
        Assert.Equal(income, await NextAsync(watch));
    }

    [Fact]
    public async Task A_walk_reports_what_is_not_trusted_and_its_bytes_all_the_same()
    {
        await OpenWith(One).RegisterAsync("income", Artifact(1), Spec, Stop);
        await OpenWith(Two).RegisterAsync("income", Artifact(2), Spec, Stop);
        await Open().DeployAsync("income", DeploymentPlan.Live(1), null, Because, Stop);

        var report = await OpenWith(TrustsOne).VerifyAsync(Stop);

        Assert.Equal(
            [(RegistryProblemKind.UntrustedPast, "income v2"), (RegistryProblemKind.UntrustedRecord, "income #1")], report.Problems.Select(p => (p.Kind, p.Where)));
        Assert.Equal((2, false), (report.Versions, report.IsSound));
    }

    [Fact]
    public async Task A_version_moves_with_its_signature()
    {
        var there = OpenWith(One);
        await there.RegisterAsync("income", Artifact(0), Spec, Stop);
        var version = await there.RegisterAsync("income", Artifact(1), Full, Stop);
        var file = await ExportAsync(there, 2);

        // It gets another number, another author and no registration id.
        var here = Assert.Single(await OpenWith(TrustsOne, elsewhere: true).ImportAsync(file, cancellationToken: Stop));

        Assert.Equal(version.Signature, here.Signature);
        await (await OpenWith(TrustsOne, elsewhere: true).OpenAsync(here, Stop)).DisposeAsync();
        Assert.Equal(here.Digest, Assert.Single(await OpenWith(TrustsOne, elsewhere: true).ImportAsync(await ExportAsync(there, 2), cancellationToken: Stop)).Digest);
    }

    [Fact]
    public async Task A_version_that_gets_another_name_is_signed_anew_by_who_has_a_key_and_by_nobody_else()
    {
        var there = OpenWith(One);
        var version = await there.RegisterAsync("spam", Artifact(1), Full with { Lineage = null }, Stop);

        var bare = Assert.Single(await OpenElsewhere().ImportAsync(await ExportAsync(there, "spam", 1), new() { Model = "bare" }, Stop));
        Assert.Null(bare.Signature);
        Assert.Contains("isn't what key", await RefusedAsync(OpenWith(TrustsOne, elsewhere: true), bare with { Signature = version.Signature }), StringComparison.Ordinal);

        await Assert.ThrowsAsync<UntrustedRecordException>(async () =>
            await OpenWith(TrustsOne, elsewhere: true).ImportAsync(await ExportAsync(there, "spam", 1), new() { Model = "fraud" }, Stop));
        Assert.Empty(await OpenElsewhere().ListVersionsAsync("fraud", Stop).ToListAsync(Stop));

        var fraud = Assert.Single(await OpenWith(Two + TrustsBoth, elsewhere: true).ImportAsync(await ExportAsync(there, "spam", 1), new() { Model = "fraud" }, Stop));
        Assert.Equal((KeyPair.Two.Id, version.Author), (fraud.Signature!.KeyId, fraud.Origin!.Author));
        await (await OpenWith(TrustsBoth, elsewhere: true).OpenAsync(fraud, Stop)).DisposeAsync();

        // And home again, where the version is known by its origin.
        using var file = new MemoryStream();
        await OpenElsewhere().ExportAsync("fraud", file, Stop);
        file.Position = 0;
        Assert.Equal(version.Signature, Assert.Single(await OpenWith(One + TrustsBoth).ImportAsync(file, new() { Model = "spam" }, Stop)).Signature);
    }

    [Fact]
    public async Task Nothing_of_a_file_is_imported_where_one_version_is_not_trusted()
    {
        await OpenWith(One).RegisterAsync("income", Artifact(1), Spec, Stop);
        await Open().RegisterAsync("income", Artifact(2), Spec, Stop);
        var host = OpenWith(OneForOne, elsewhere: true);

        Assert.Contains("income v2", (await Assert.ThrowsAsync<UntrustedRecordException>(
            async () => await host.ImportAsync(await ExportAsync(Open()), cancellationToken: Stop))).Message, StringComparison.Ordinal);
        Assert.Empty(await host.ListVersionsAsync("income", Stop).ToListAsync(Stop));

        // Who signs and trusts all vouches for what nobody signed.
        var imported = await OpenWith(Two, elsewhere: true).ImportAsync(await ExportAsync(Open()), cancellationToken: Stop);
        Assert.Equal([KeyPair.One.Id, KeyPair.Two.Id], imported.Select(v => v.Signature!.KeyId));
    }

    private static async Task<string> RefusedAsync(IModelRegistry registry, ModelVersion version) =>
        (await Assert.ThrowsAsync<UntrustedRecordException>(() => registry.OpenAsync(version, Stop))).Message;
}
