namespace MlOps.Registry.Conformance;

public abstract partial class RegistryConformance
{
    [Fact]
    public async Task An_imported_version_has_its_own_number_and_all_that_was_fixed_at_registration()
    {
        var registry = await OpenWithVersionsAsync(1);
        var there = await registry.RegisterAsync("income", Artifact(2), Full, Stop);
        Clock.Advance(TimeSpan.FromDays(3));

        var here = Assert.Single(await OpenElsewhere().ImportAsync(await ExportAsync(registry, 2), cancellationToken: Stop));

        Assert.Equal((2, 1), (there.Number, here.Number));
        Assert.Equal(("importer", Clock.GetUtcNow(), null), (here.Author, here.RegisteredAt, here.RegistrationId));
        Assert.Equal(("income", 2, "tester", there.RegisteredAt), (here.Origin!.Model, here.Origin.Number, here.Origin.Author, here.Origin.RegisteredAt));
        Assert.Equal(there.Metrics, here.Metrics);
        Assert.Equal(there.Parameters, here.Parameters);
        Assert.Equal(there.Environment!.Packages, here.Environment!.Packages);
        Assert.Equal(
            there with { Digest = here.Digest, Number = 1, Author = "importer", RegisteredAt = here.RegisteredAt, RegistrationId = null, Lineage = there.Lineage! with { ParentVersion = null } },
            here with { Origin = null, Metrics = there.Metrics, Parameters = there.Parameters, Environment = there.Environment });
        var read = await OpenElsewhere().GetVersionAsync("income", 1, Stop);
        Assert.Equal(here.Origin, read.Origin);
        Assert.Equal(here.Lineage, read.Lineage);
        Assert.Equal(await ReadAsync(Artifact(2).OpenRead()), await ReadAsync(await OpenElsewhere().OpenAsync(read, Stop)));
        Assert.True((await OpenElsewhere().VerifyAsync(Stop)).IsSound);
    }

    [Fact]
    public async Task Importing_twice_changes_nothing()
    {
        var registry = await OpenWithVersionsAsync(3);
        var first = await OpenElsewhere().ImportAsync(await ExportAsync(registry), cancellationToken: Stop);
        await OpenElsewhere().RegisterAsync("income", Artifact(9), Spec, Stop);

        var again = await OpenElsewhere().ImportAsync(await ExportAsync(registry), cancellationToken: Stop);

        Assert.Equal([1, 2, 3], first.Select(v => v.Number));
        Assert.Equal(first.Select(v => (v.Number, v.Origin)), again.Select(v => (v.Number, v.Origin)));
        Assert.Equal(4, await OpenElsewhere().ListVersionsAsync("income", Stop).CountAsync(Stop));
    }

    [Fact]
    public async Task What_was_added_since_is_all_that_a_later_import_adds()
    {
        var registry = await OpenWithVersionsAsync(2);
        await OpenElsewhere().ImportAsync(await ExportAsync(registry), cancellationToken: Stop);
        await registry.RegisterAsync("income", Artifact(7), Spec, Stop);

        Assert.Equal([1, 2, 3], (await OpenElsewhere().ImportAsync(await ExportAsync(registry), cancellationToken: Stop)).Select(v => v.Number));
    }

    [Fact]
    public async Task A_model_is_imported_under_another_name_if_the_caller_wants()
    {
        var registry = await OpenWithVersionsAsync(2);

        var here = await OpenElsewhere().ImportAsync(await ExportAsync(registry), new() { Model = "income-eu" }, Stop);

        Assert.Equal([("income-eu", 1, "income"), ("income-eu", 2, "income")], here.Select(v => (v.Model, v.Number, v.Origin!.Model)));
        Assert.Equal(["income-eu"], await OpenElsewhere().ListModelsAsync(Stop).ToListAsync(Stop));
        await Assert.ThrowsAsync<ArgumentException>(async () =>
            await OpenElsewhere().ImportAsync(await ExportAsync(registry), new() { Model = "../income" }, Stop));
    }

    [Fact]
    public async Task A_version_that_comes_back_is_recognised()
    {
        var registry = await OpenWithVersionsAsync(2);
        await OpenElsewhere().RegisterAsync("income-eu", Artifact(5), Spec, Stop);
        await OpenElsewhere().ImportAsync(await ExportAsync(registry), new() { Model = "income-eu" }, Stop);

        var back = await registry.ImportAsync(await ExportAsync(OpenElsewhere(), "income-eu"), new() { Model = "income" }, Stop);

        Assert.Equal([3, 1, 2], back.Select(v => v.Number));
        Assert.Equal(["income-eu v1", null, null], back.Select(v => v.Origin?.ToString()));
    }

    [Fact]
    public async Task A_version_stays_the_same_over_any_number_of_registries()
    {
        var registry = await OpenWithVersionsAsync(1);
        await OpenElsewhere().ImportAsync(await ExportAsync(registry), cancellationToken: Stop);

        var direct = Assert.Single(await registry.ImportAsync(await ExportAsync(registry), new() { Model = "copy" }, Stop));
        var around = Assert.Single(await registry.ImportAsync(await ExportAsync(OpenElsewhere()), new() { Model = "copy" }, Stop));

        Assert.Equal((1, 1, direct.Origin), (direct.Number, around.Number, around.Origin));
    }

    [Fact]
    public async Task A_parent_gets_its_number_here_where_it_is_here_and_none_otherwise()
    {
        var registry = await OpenWithVersionsAsync(2);
        var parent = await registry.GetVersionAsync("income", 2, Stop);
        await registry.RegisterAsync("income", Artifact(3), Spec with { Lineage = new() { ParentVersion = 2 } }, Stop);
        await registry.RegisterAsync("income", Artifact(4), Spec with { Lineage = new() { ParentVersion = 3 } }, Stop);

        var without = await OpenElsewhere().ImportAsync(await ExportAsync(registry, 3), new() { Model = "without" }, Stop);
        var together = await OpenElsewhere().ImportAsync(await ExportAsync(registry, 2, 3), cancellationToken: Stop);
        var after = await OpenElsewhere().ImportAsync(await ExportAsync(registry, 4), cancellationToken: Stop);

        Assert.Equal(new() { ParentDigest = parent.Artifact.Digest }, Assert.Single(without).Lineage);
        Assert.Equal(new() { ParentVersion = 1, ParentDigest = parent.Artifact.Digest }, together[1].Lineage);
        Assert.Equal((3, 2), (after[0].Number, after[0].Lineage!.ParentVersion));
    }

    [Fact]
    public async Task A_parent_that_is_imported_after_its_child_is_known_as_well()
    {
        var registry = await OpenWithVersionsAsync(2);
        await registry.RegisterAsync("income", Artifact(3), Spec with { Lineage = new() { ParentVersion = 2 } }, Stop);
        var child = Assert.Single(await OpenElsewhere().ImportAsync(await ExportAsync(registry, 3), cancellationToken: Stop));
        Assert.Null(child.Lineage!.ParentVersion);

        // Another version with the parent's bytes is another version.
        var twin = await OpenElsewhere().RegisterAsync("income", Artifact(1), Spec, Stop);
        Assert.Equal(twin.Artifact.Digest, child.Lineage.ParentDigest);
        Assert.Equal(child.Lineage, (await OpenElsewhere().GetVersionAsync("income", 1, Stop)).Lineage);

        await OpenElsewhere().ImportAsync(await ExportAsync(registry, 2), cancellationToken: Stop);

        var known = await OpenElsewhere().GetVersionAsync("income", 1, Stop);
        Assert.Equal((3, child.Digest, child.Origin), (known.Lineage!.ParentVersion, known.Digest, known.Origin));
        Assert.Equal([3, null, null], await OpenElsewhere().ListVersionsAsync("income", Stop).Select(v => v.Lineage?.ParentVersion).ToListAsync(Stop));
        Assert.Equal(3, Assert.Single(await OpenElsewhere().ImportAsync(await ExportAsync(registry, 3), cancellationToken: Stop)).Lineage!.ParentVersion);
        Assert.Contains("| Parent | v3 |", await OpenElsewhere().DescribeAsync("income", 1, Stop), StringComparison.Ordinal);
        Assert.Empty((await OpenElsewhere().VerifyAsync(Stop)).Problems);

        // And on from there, first the child alone, then all at once with the child first.
        await registry.ImportAsync(await ExportAsync(OpenElsewhere(), 1), new() { Model = "copy" }, Stop);
        await registry.ImportAsync(await ExportAsync(OpenElsewhere(), 3), new() { Model = "copy" }, Stop);
        Assert.Equal(2, (await registry.GetVersionAsync("copy", 1, Stop)).Lineage!.ParentVersion);
        Assert.Equal([3, null, null], (await registry.ImportAsync(await ExportAsync(OpenElsewhere()), new() { Model = "all" }, Stop)).Select(v => v.Lineage?.ParentVersion));
    }

    [Fact]
    public async Task A_child_that_was_made_elsewhere_comes_home_to_its_parent()
    {
        var registry = await OpenWithVersionsAsync(2);
        await OpenElsewhere().ImportAsync(await ExportAsync(registry, 2), cancellationToken: Stop);
        await OpenElsewhere().RegisterAsync("income", Artifact(3), Spec with { Lineage = new() { ParentVersion = 1 } }, Stop);

        var home = Assert.Single(await registry.ImportAsync(await ExportAsync(OpenElsewhere(), 2), cancellationToken: Stop));

        Assert.Equal((3, 2), (home.Number, home.Lineage!.ParentVersion));
    }

    [Fact]
    public async Task Versions_with_the_same_bytes_stay_versions_and_their_bytes_travel_once()
    {
        var registry = Open();
        for (var i = 0; i < 3; i++)
        {
            await registry.RegisterAsync("income", Artifact(1, 100_000), Spec, Stop);
        }

        var file = await ExportAsync(registry);
        var here = await OpenElsewhere().ImportAsync(file, cancellationToken: Stop);

        Assert.InRange(file.Length, 100_000, 110_000);
        Assert.Equal([1, 2, 3], here.Select(v => v.Number));
        Assert.Single(here.Select(v => v.Artifact).Distinct());
    }

    [Fact]
    public async Task Imports_all_at_once_make_one_set()
    {
        var file = (await ExportAsync(await OpenWithVersionsAsync(3))).ToArray();
        var registries = new[] { OpenElsewhere(), OpenElsewhere() };

        var sets = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            Task.Run(() => registries[i % 2].ImportAsync(new MemoryStream(file), cancellationToken: Stop), Stop)));

        Assert.All(sets, set => Assert.Equal([1, 2, 3], set.Select(v => v.Number)));
        Assert.Equal(3, await OpenElsewhere().ListVersionsAsync("income", Stop).CountAsync(Stop));
    }

    [Fact]
    public async Task A_damaged_file_is_refused_and_changes_nothing()
    {
        var file = (await ExportAsync(await OpenWithVersionsAsync(2))).ToArray();
        file[^2000] ^= 1;

        await Assert.ThrowsAsync<ImportException>(() => OpenElsewhere().ImportAsync(new MemoryStream(file), cancellationToken: Stop));
        await Assert.ThrowsAsync<ImportException>(() => OpenElsewhere().ImportAsync(new MemoryStream(file[..^1]), cancellationToken: Stop));

        Assert.Empty(await OpenElsewhere().ListModelsAsync(Stop).ToListAsync(Stop));
        Assert.True((await OpenElsewhere().VerifyAsync(Stop)).IsSound);
    }

    [Fact]
    public async Task Owner_and_purpose_are_asked_of_an_import_too()
    {
        var registry = Open(o => o.RequireOwnerAndPurpose = false);
        await registry.RegisterAsync("income", Artifact(1), new(), Stop);
        var file = await ExportAsync(registry);

        var refused = await Assert.ThrowsAsync<ImportException>(() => OpenElsewhere().ImportAsync(file, cancellationToken: Stop));
        file.Position = 0;

        Assert.Contains("RequireOwnerAndPurpose", refused.Message, StringComparison.Ordinal);
        Assert.Single(await OpenElsewhere(o => o.RequireOwnerAndPurpose = false).ImportAsync(file, cancellationToken: Stop));
    }

    [Fact]
    public async Task What_is_not_there_is_not_exported_and_nothing_is_written()
    {
        var registry = await OpenWithVersionsAsync(2);
        using var file = new MemoryStream();

        await Assert.ThrowsAsync<ModelNotFoundException>(() => registry.ExportAsync("income", 3, file, Stop));
        await Assert.ThrowsAsync<ModelNotFoundException>(() => registry.ExportAsync("incom", file, Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => registry.ExportAsync("income", [], file, Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => registry.ExportAsync("../income", file, Stop));

        Assert.Equal(0, file.Length);
    }

    [Fact]
    public async Task An_export_that_a_collection_took_bytes_from_says_so_and_the_next_one_leaves_them_out()
    {
        await OpenWithVersionsAsync(3);
        var steps = new Steps { Named = nameof(Stores.IArtifactStore.OpenAsync), At = 1 };
        steps.Happens = locked => Meanwhile(locked, () => Open().CollectAsync(LastOnly, new("the monthly clean-up"), Stop));
        using var broken = new MemoryStream();

        var said = await Assert.ThrowsAsync<ArtifactException>(() => Open(steps).ExportAsync("income", broken, Stop));

        Assert.StartsWith("While income v2 was exported, its bytes were removed by tester", said.Message, StringComparison.Ordinal);
        Assert.Contains("no registry imports it. Export again", said.Message, StringComparison.Ordinal);
        broken.Position = 0;
        await Assert.ThrowsAsync<ImportException>(() => OpenElsewhere().ImportAsync(broken, cancellationToken: Stop));
        Assert.Equal([3], (await OpenElsewhere().ImportAsync(await ExportAsync(Open()), cancellationToken: Stop)).Select(v => v.Origin!.Number));

        await Open().RetireAsync("income", 3, Because, Stop);
        await Open().CollectAsync(LastOnly, new("the last clean-up"), Stop);
        var none = await Assert.ThrowsAsync<ArtifactException>(() => Open().ExportAsync("income", broken, Stop));
        Assert.Contains("Those of v3 were removed by tester on", none.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_says_where_a_version_comes_from()
    {
        var registry = await OpenWithVersionsAsync(2);
        await OpenElsewhere().ImportAsync(await ExportAsync(registry, 2), cancellationToken: Stop);

        Assert.Contains("| Origin | registered here |", await registry.DescribeAsync("income", 2, Stop), StringComparison.Ordinal);
        Assert.Contains(
            "| Origin | income v2 of another registry, by tester, 2026-11-23 09:00:00Z, SHA-256 ",
            await OpenElsewhere().DescribeAsync("income", 1, Stop),
            StringComparison.Ordinal);
    }

    private static ModelVersionSpec Full => Spec with
    {
        RegistrationId = "run 17",
        InputSchema = Ages(0, 120),
        OutputSchema = Ages(1, 2),
        Parameters = new Dictionary<string, string> { ["trees"] = "100", ["depth"] = "7" },
        Metrics = new Dictionary<string, Metric> { ["logloss"] = Metric.Failed("no labels", Direction.Lower), ["auc"] = Metric.Of(0.9, samples: 12) },
        Lineage = new() { ParentVersion = 1, DataSet = new("census") { Digest = "ab12", Rows = 1000 }, SourceCommit = "4be0794", TrainingRun = "weekly 7" },
    };

    private static Task<MemoryStream> ExportAsync(IModelRegistry registry, params int[] versions) => ExportAsync(registry, "income", versions);

    private static async Task<MemoryStream> ExportAsync(IModelRegistry registry, string model, params int[] versions)
    {
        var file = new MemoryStream();
        await registry.ExportAsync(model, versions.Length == 0 ? null : versions, file, Stop);
        file.Position = 0;
        return file;
    }
}
