namespace MlOps.Registry.Conformance;

public abstract partial class RegistryConformance
{
    public static TheoryData<string, ModelVersionSpec> Unkeepable => new()
    {
        { "runtime", Spec with { Environment = new() { Runtime = null!, OperatingSystem = "o", Architecture = "a" } } },
        { "operating system", Spec with { Environment = new() { Runtime = "r", OperatingSystem = null!, Architecture = "a" } } },
        { "packages", Spec with { Environment = new() { Runtime = "r", OperatingSystem = "o", Architecture = "a", Packages = null! } } },
        { "a", Spec with { Metrics = new Dictionary<string, Metric> { ["a"] = new() { Value = double.NaN } } } },
        { "a", Spec with { Metrics = new Dictionary<string, Metric> { ["a"] = new() } } },
        { "a", Spec with { Metrics = new Dictionary<string, Metric> { ["a"] = new() { Value = 1, Better = (Direction)7 } } } },
        { "surrogate", Spec with { Parameters = new Dictionary<string, string> { ["\ud800"] = "1" } } },
        { "surrogate", Spec with { Parameters = new Dictionary<string, string> { ["a"] = "b\ud800" } } },
        { "surrogate", Spec with { RegistrationId = "run\ud800" } },
        { "surrogate", Spec with { Purpose = "\udc00" } },
    };

    [Theory]
    [MemberData(nameof(Unkeepable))]
    public async Task What_could_not_be_read_again_as_it_was_said_is_refused_and_the_model_goes_on(string told, ModelVersionSpec spec)
    {
        var registry = await OpenWithVersionsAsync(1);
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => registry.RegisterAsync("income", Artifact(7), spec, Stop));
        Assert.Contains(told, refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await registry.RegisterAsync("income", Artifact(8), Spec, Stop)).Number);
        Assert.Equal([1, 2], await registry.ListVersionsAsync("income", Stop).Select(v => v.Number).ToListAsync(Stop));
    }

    [Fact]
    public async Task A_device_is_no_file_to_be_registered()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "There is no /dev/null here.");
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => Open().RegisterAsync("income", ModelArtifact.FromFile("/dev/null", "test"), Spec, Stop));
        Assert.Contains("'/dev/null' is a folder, pipe, socket or device", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evidence_and_evaluations_that_say_nothing_are_refused()
    {
        var registry = await OpenWithVersionsAsync(1);
        await Assert.ThrowsAsync<ArgumentException>(() => registry.DeployAsync("income", DeploymentPlan.Live(1), null, Because with { Evidence = new(null!) }, Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => registry.AddEvaluationAsync("income", 1, "May", new Dictionary<string, Metric>(), Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => registry.AddNoteAsync("income", 1, "half \ud800", Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => registry.AddNoteAsync("income", 1, "\\\ud800", Stop));
        Assert.Null(await registry.GetDeploymentAsync("income", Stop));
        Assert.Empty(await registry.GetEventsAsync("income", 1, Stop).ToListAsync(Stop));
        Assert.Equal(@"[^\uFFFD]+", (await registry.AddNoteAsync("income", 1, @"[^\uFFFD]+", Stop)).Text);
    }

    [Fact]
    public async Task A_deployment_of_the_same_number_in_another_history_replaces_nothing()
    {
        var registry = await OpenWithVersionsAsync(2);
        var now = await registry.DeployAsync("income", DeploymentPlan.Live(1), null, Because, Stop);
        var stranger = now with { Plan = DeploymentPlan.Live(2), Digest = new('0', 64) };
        var lost = await Assert.ThrowsAsync<DeploymentConflictException>(() => registry.DeployAsync("income", DeploymentPlan.Live(2), stranger, Because, Stop));
        Assert.Equal(now, lost.Current);

        // One that came through JSON has lost its digest; its number stands for it.
        Assert.Equal(2, (await registry.DeployAsync("income", DeploymentPlan.Live(2), now with { Digest = "" }, Because, Stop)).Number);
    }

    [Fact]
    public async Task A_comparison_says_that_a_schema_is_gone_and_hides_no_digit_of_a_metric()
    {
        var registry = Open();
        var schema = new DataSchema { Columns = [new() { Name = "Age", Type = ColumnType.Number }] };
        var metrics = new Dictionary<string, Metric> { ["auc"] = Metric.Of(0.9054321), ["n"] = Metric.Of(1, samples: 10), ["way"] = Metric.Of(1) };
        await registry.RegisterAsync("income", Artifact(0), Spec with { InputSchema = schema, OutputSchema = schema, Metrics = metrics }, Stop);
        metrics = new() { ["auc"] = Metric.Of(0.90543211), ["n"] = Metric.Of(1, samples: 10_000), ["way"] = Metric.Of(1, better: Direction.Lower) };
        await registry.RegisterAsync("income", Artifact(1), Spec with { Metrics = metrics }, Stop);

        var comparison = await registry.CompareAsync("income", 1, 2, Stop);

        Assert.False(comparison.IsSafeForCallers);
        Assert.Equal(["auc", "n", "way"], comparison.Metrics.Select(m => m.Name));
        var text = comparison.ToString();
        Assert.All(
            ["schema input: there is none any more", "schema output: there is none any more", "0.9054321 became 0.90543211", "1 on 10 rows became 1 on 10000 rows", "(lower is better)"],
            part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_of_a_model_is_exported_but_for_what_has_no_bytes_any_more()
    {
        var registry = await OpenWithVersionsAsync(3);
        await registry.RetireAsync("income", 1, Because, Stop);
        await registry.CollectAsync(RetentionPolicy.KeepAll, Because, Stop);
        using var file = new MemoryStream();
        await registry.ExportAsync("income", file, Stop);
        file.Position = 0;
        using var other = new MemoryStream();
        Assert.Contains("Leave it out", (await Assert.ThrowsAsync<ArtifactException>(() => registry.ExportAsync("income", 1, other, Stop))).Message, StringComparison.Ordinal);
        Assert.Equal(0, other.Length);
        Assert.Equal([2, 3], (await registry.ImportAsync(file, new() { Model = "copy" }, Stop)).Select(v => v.Origin!.Number));
    }
}
