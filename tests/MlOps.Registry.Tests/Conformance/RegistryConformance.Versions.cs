using System.Security.Cryptography;

namespace MlOps.Registry.Conformance;

public abstract partial class RegistryConformance
{
    [Fact]
    public async Task A_version_carries_what_was_said_and_what_was_copied()
    {
        var registry = Open();
        var spec = new ModelVersionSpec
        {
            Owner = "team",
            Purpose = "a test",
            RegistrationId = "run 17",
            InputSchema = new() { Columns = [new() { Name = "Age", Type = ColumnType.Integer, Rules = [new RangeRule(0, 120)] }] },
            Metrics = { ["auc"] = Metric.Of(0.91, samples: 12_000), ["logloss"] = Metric.Failed("no labels", Direction.Lower) },
        };
        var bytes = await ReadAsync(Artifact(7, 5000).OpenRead());

        var made = await registry.RegisterAsync("income", Artifact(7, 5000), spec, Stop);
        var read = await Open().GetVersionAsync("income", 1, Stop);

        Assert.Equal(new(Convert.ToHexStringLower(SHA256.HashData(bytes)), 5000, "test"), read.Artifact);
        Assert.Equal(("income", 1, "tester", "team", "a test", "run 17"), (read.Model, read.Number, read.Author, read.Owner, read.Purpose, read.RegistrationId));
        Assert.Equal(Clock.GetUtcNow(), read.RegisteredAt);
        Assert.Equal(spec.InputSchema, read.InputSchema);
        Assert.Null(read.OutputSchema);
        Assert.Equal(spec.Metrics, read.Metrics);
        Assert.Equal(made with { Metrics = read.Metrics, Parameters = read.Parameters, Environment = read.Environment }, read);
    }

    [Fact]
    public async Task A_version_carries_its_parameters_where_it_comes_from_and_what_it_was_made_with()
    {
        var registry = await OpenWithVersionsAsync(1);
        var parent = await registry.GetVersionAsync("income", 1, Stop);
        await registry.RegisterAsync(
            "income",
            Artifact(2),
            Spec with
            {
                Parameters = new Dictionary<string, string> { ["trees"] = "100", ["learning rate"] = "0.1" },
                Lineage = new() { ParentVersion = 1, DataSet = new("census-2026-05") { Digest = "ab12", Rows = 32_561 }, SourceCommit = "4be0794", TrainingRun = "weekly 7" },
            },
            Stop);

        var read = await Open().GetVersionAsync("income", 2, Stop);

        Assert.Equal([("learning rate", "0.1"), ("trees", "100")], read.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => (p.Key, p.Value)));
        Assert.Equal(
            new()
            {
                ParentVersion = 1,
                ParentDigest = parent.Artifact.Digest,
                DataSet = new("census-2026-05") { Digest = "ab12", Rows = 32_561 },
                SourceCommit = "4be0794",
                TrainingRun = "weekly 7",
            },
            read.Lineage);
        Assert.Equal(Environment.Version.ToString(), read.Environment?.Runtime.Split(' ')[^1]);
        Assert.Contains("MlOps.Registry", read.Environment!.Packages.Keys);
    }

    [Fact]
    public async Task A_parent_that_does_not_exist_is_refused_before_a_byte_is_copied()
    {
        var registry = Open();
        var e = await Assert.ThrowsAsync<ModelNotFoundException>(() =>
            registry.RegisterAsync("income", Artifact(1), Spec with { Lineage = new() { ParentVersion = 9 } }, Stop));
        Assert.Contains("income v9", e.Message, StringComparison.Ordinal);
        Assert.Empty(await registry.ListVersionsAsync("income", Stop).ToListAsync(Stop));
    }

    [Fact]
    public async Task Versions_are_numbered_from_one_in_each_model()
    {
        var registry = await OpenWithVersionsAsync(3);

        Assert.Equal(1, (await registry.RegisterAsync("house", Artifact(0), Spec, Stop)).Number);
        Assert.Equal(4, (await registry.RegisterAsync("income", Artifact(0), Spec, Stop)).Number);
    }

    [Fact]
    public async Task Registered_all_at_once_versions_have_no_gap_and_no_number_twice()
    {
        var registries = new[] { Open(), Open() };

        var versions = await Task.WhenAll(Enumerable.Range(0, 8).SelectMany(writer => Enumerable.Range(0, 4).Select(i =>
            Task.Run(() => registries[writer % 2].RegisterAsync("income", Artifact((writer * 10) + i), Spec, Stop), Stop))));

        Assert.Equal(Enumerable.Range(1, 32), versions.Select(v => v.Number).Order());
        Assert.Equal(Enumerable.Range(1, 32), await Open().ListVersionsAsync("income", Stop).Select(v => v.Number).ToListAsync(Stop));
    }

    [Fact]
    public async Task A_retry_with_the_same_registration_id_gives_the_version_that_was_made()
    {
        var registry = Open();
        var spec = Spec with { RegistrationId = "run 17" };

        var first = await registry.RegisterAsync("income", Artifact(1), spec, Stop);
        var again = await Open().RegisterAsync("income", Artifact(2), spec, Stop);
        var elsewhere = await registry.RegisterAsync("house", Artifact(3), spec, Stop);

        Assert.Equal((1, first.Artifact), (again.Number, again.Artifact));
        Assert.Equal(("house", 1), (elsewhere.Model, elsewhere.Number));
        Assert.Equal(1, await registry.ListVersionsAsync("income", Stop).CountAsync(Stop));
    }

    [Fact]
    public async Task Retries_all_at_once_make_one_version()
    {
        var registries = new[] { Open(), Open() };

        var versions = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(
            () => registries[i % 2].RegisterAsync("income", Artifact(1), Spec with { RegistrationId = "run 17" }, Stop), Stop)));

        Assert.All(versions, v => Assert.Equal(1, v.Number));
    }

    [Fact]
    public async Task What_is_opened_is_what_was_registered()
    {
        var registry = await OpenWithVersionsAsync(2);
        var version = await registry.GetVersionAsync("income", 2, Stop);

        await using var stream = await Open().OpenAsync(version, Stop);

        Assert.True(stream.CanSeek);
        Assert.False(stream.CanWrite);
        Assert.Equal(0, stream.Position);
        Assert.Equal(await ReadAsync(Artifact(1).OpenRead()), await ReadAsync(stream));
    }

    [Fact]
    public async Task A_large_artifact_is_verified_outside_of_memory()
    {
        var registry = Open(o => o.MaxArtifactBytesInMemory = 100_000);
        var version = await registry.RegisterAsync("income", Artifact(1, 300_000), Spec, Stop);

        await using var stream = await registry.OpenAsync(version, Stop);

        Assert.IsType<FileStream>(stream);
        Assert.Equal((0, 300_000), (stream.Position, stream.Length));
        Assert.Equal(await ReadAsync(Artifact(1, 300_000).OpenRead()), await ReadAsync(stream));
    }

    [Fact]
    public async Task An_artifact_as_large_as_a_model_takes_no_array()
    {
        const int Size = 300_000;
        var registry = Open();
        var version = await registry.RegisterAsync("income", Artifact(1, Size), Spec, Stop);

        await using var stream = await registry.OpenAsync(version, Stop);

        Assert.IsType<UnmanagedMemoryStream>(stream, exactMatch: false);
        Assert.Equal((true, false, 0, Size), (stream.CanSeek, stream.CanWrite, stream.Position, stream.Length));
        Assert.Equal(await ReadAsync(Artifact(1, Size).OpenRead()), await ReadAsync(stream));
        Assert.Throws<ObjectDisposedException>(() => stream.ReadByte());
    }

    [Fact]
    public async Task An_empty_artifact_is_an_artifact()
    {
        var registry = Open();
        var version = await registry.RegisterAsync("income", Artifact(0, 0), Spec, Stop);

        Assert.Empty(await ReadAsync(await registry.OpenAsync(version, Stop)));
    }

    [Fact]
    public async Task Bytes_of_a_version_that_no_store_holds_are_gone()
    {
        var registry = await OpenWithVersionsAsync(1);
        var version = await registry.GetVersionAsync("income", 1, Stop);

        var gone = await Assert.ThrowsAsync<ArtifactException>(
            () => registry.OpenAsync(version with { Artifact = version.Artifact with { Digest = new('a', 64) } }, Stop));
        Assert.Contains("income v1", gone.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArtifactException>(
            () => registry.OpenAsync(version with { Artifact = version.Artifact with { Digest = "../../registry.db" } }, Stop));
    }

    [Fact]
    public async Task Something_that_is_not_there_is_said_not_to_be_there()
    {
        var registry = await OpenWithVersionsAsync(2);

        var version = await Assert.ThrowsAsync<ModelNotFoundException>(() => registry.GetVersionAsync("income", 3, Stop));
        Assert.Contains("v1 to v2", version.Message, StringComparison.Ordinal);
        var model = await Assert.ThrowsAsync<ModelNotFoundException>(() => registry.GetVersionAsync("incom", 1, Stop));
        Assert.Contains("no version of 'incom'", model.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ModelNotFoundException>(() => registry.GetVersionAsync("income", 0, Stop));
        Assert.Null(await registry.GetDeploymentAsync("incom", Stop));
        Assert.Empty(await registry.ListVersionsAsync("incom", Stop).ToListAsync(Stop));
        Assert.Empty(await registry.GetHistoryAsync("incom", Stop).ToListAsync(Stop));
    }

    [Fact]
    public async Task Lists_are_read_in_pages_and_in_order()
    {
        var registry = Open();
        await Task.WhenAll(Enumerable.Range(0, 101).Select(i => registry.RegisterAsync($"model-{i:000}", Artifact(0), Spec, Stop)));
        for (var i = 0; i < 100; i++)
        {
            await registry.RegisterAsync("model-100", Artifact(0), Spec, Stop);
        }

        Assert.Equal(Enumerable.Range(0, 101).Select(i => $"model-{i:000}"), await registry.ListModelsAsync(Stop).ToListAsync(Stop));
        Assert.Equal(Enumerable.Range(1, 101), await registry.ListVersionsAsync("model-100", Stop).Select(v => v.Number).ToListAsync(Stop));
    }

    [Fact]
    public async Task Owner_and_purpose_are_required_unless_the_options_say_otherwise()
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => Open().RegisterAsync("income", Artifact(0), new() { Owner = "team" }, Stop));
        Assert.Contains("RequireOwnerAndPurpose", refused.Message, StringComparison.Ordinal);

        var version = await Open(o => o.RequireOwnerAndPurpose = false).RegisterAsync("income", Artifact(0), new(), Stop);
        Assert.Equal((1, null, null), (version.Number, version.Owner, version.Purpose));
    }

    public static TheoryData<string, ModelVersionSpec> NotImportable => new()
    {
        { "a metric that is both", Spec with { Metrics = new Dictionary<string, Metric> { ["auc"] = new() { Value = 0.9, Failure = "late" } } } },
        { "a metric of no samples", Spec with { Metrics = new Dictionary<string, Metric> { ["auc"] = new() { Value = 0.9, Samples = -1 } } } },
        { "a parent by no digest", Spec with { Lineage = new() { ParentDigest = "sha256:ABC" } } },
        { "a parent by nothing", Spec with { Lineage = new() { ParentDigest = "" } } },
    };

    // They could never be moved: records don't change.
    [Theory]
    [MemberData(nameof(NotImportable))]
    public async Task What_no_registry_could_import_is_not_registered(string what, ModelVersionSpec spec)
    {
        Assert.NotEmpty(what);
        await Assert.ThrowsAsync<ArgumentException>(() => Open().RegisterAsync("income", Artifact(0), spec, Stop));
        Assert.Empty(await Open().ListModelsAsync(Stop).ToListAsync(Stop));
    }

    [Fact]
    public async Task A_file_that_is_written_while_it_is_registered_is_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Beside("model.bin");
        await File.WriteAllBytesAsync(path, new byte[100_000], Stop);
        var steps = new Steps
        {
            Named = nameof(Stores.IArtifactStore.StageAsync),
            Happens = _ => File.SetLastWriteTimeUtc(path, new(2031, 5, 1, 0, 0, 0, DateTimeKind.Utc)),
        };

        await Assert.ThrowsAsync<IOException>(() => Open(steps).RegisterAsync("income", ModelArtifact.FromFile(path, "test"), Spec, Stop));
        Assert.Empty(await Open().ListModelsAsync(Stop).ToListAsync(Stop));
    }

    [Fact]
    public async Task A_file_that_can_not_be_read_is_told_as_that_and_not_as_a_fault_of_the_store()
    {
        // A file whose first bytes nobody can read, whoever asks.
        const string Unreadable = "/proc/self/mem";
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere there is no such file.");

        var refused = await Assert.ThrowsAsync<ArtifactException>(() => Open().RegisterAsync("income", ModelArtifact.FromFile(Unreadable, "test"), Spec, Stop));

        Assert.StartsWith($"The file '{Unreadable}' can't be read: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("See that this user may read it", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await Open().ListModelsAsync(Stop).ToListAsync(Stop));
    }

    [Fact]
    public async Task Registrations_that_make_no_sense_are_refused()
    {
        var registry = Open();

        await Assert.ThrowsAsync<ArgumentException>(() => registry.RegisterAsync("income", Artifact(0), Spec with { RegistrationId = " " }, Stop));
        await Assert.ThrowsAsync<ArgumentException>(
            () => registry.RegisterAsync("income", Artifact(0), Spec with { Metrics = new Dictionary<string, Metric> { [""] = Metric.Of(1) } }, Stop));
        await Assert.ThrowsAsync<FileNotFoundException>(
            () => registry.RegisterAsync("income", ModelArtifact.FromFile(Path.Combine(Path.GetTempPath(), "no such file"), "test"), Spec, Stop));
        Assert.Empty(await registry.ListModelsAsync(Stop).ToListAsync(Stop));
    }
}
