namespace MlOps.Registry.Conformance;

public abstract partial class RegistryConformance
{
    private static readonly Asked[] Askers = [new(30, "Ada"), new(float.NaN, null)];

    private static readonly ModelVersionSpec SensitiveSpec = Spec with
    {
        InputSchema = new() { Columns = [new() { Name = "Name", Type = ColumnType.Text, Sensitive = true }] },
    };

    private static GoldenSet Golden => GoldenSet.Capture(Askers, row => new Answered(row.Age / 60, [row.Age, 1]));

    [Fact]
    public async Task Golden_predictions_are_kept_with_the_version_and_another_process_reads_them()
    {
        var registered = await Open().RegisterAsync("income", Artifact(1), Spec with { Golden = Golden }, Stop);
        var plain = await Open().RegisterAsync("income", Artifact(1), Spec, Stop);

        Assert.Equal(Golden, registered.Golden);
        Assert.Equal(Golden, (await Open().GetVersionAsync("income", 1, Stop)).Golden);
        Assert.Null(plain.Golden);
        Assert.Null((await Open().GetVersionAsync("income", 2, Stop)).Golden);
    }

    [Fact]
    public async Task Golden_predictions_travel_with_an_export()
    {
        await Open().RegisterAsync("income", Artifact(1), Spec with { Golden = Golden }, Stop);
        using var file = new MemoryStream();
        await Open().ExportAsync("income", file, Stop);
        file.Position = 0;

        var imported = Assert.Single(await OpenElsewhere().ImportAsync(file, null, Stop));

        Assert.Equal(Golden, imported.Golden);
        Assert.Equal(Golden, (await OpenElsewhere().GetVersionAsync("income", 1, Stop)).Golden);
    }

    [Fact]
    public async Task Golden_predictions_beyond_the_limits_are_refused()
    {
        var registry = Open();
        var rows = Enumerable.Range(0, 1000).Select(i => new Asked(i, null)).ToArray();
        await registry.RegisterAsync("income", Artifact(1), Spec with { Golden = Capture(rows) }, Stop);

        var many = await Assert.ThrowsAsync<ArgumentException>(() => registry.RegisterAsync("income", Artifact(1), Spec with { Golden = Capture([.. rows, rows[0]]) }, Stop));
        var large = await Assert.ThrowsAsync<ArgumentException>(() => registry.RegisterAsync("income", Artifact(1), Spec with { Golden = Capture([new(1, new('x', 1 << 20))]) }, Stop));

        Assert.Contains("more than 1,000 rows or 1,048,576 bytes of JSON; they have 1,001 rows", many.Message, StringComparison.Ordinal);
        Assert.Contains("they have 1 rows", large.Message, StringComparison.Ordinal);
        Assert.Equal(1, await registry.ListVersionsAsync("income", Stop).CountAsync(Stop));

        static GoldenSet Capture(Asked[] rows) => GoldenSet.Capture(rows, row => new Answered(1, []));
    }

    [Fact]
    public async Task A_column_that_the_schema_marks_as_sensitive_is_kept_masked_or_on_purpose_alone()
    {
        var registry = Open();
        var masked = GoldenSet.Capture(Askers, row => new Answered(1, []), masked: ["Name"]);

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => registry.RegisterAsync("income", Artifact(1), SensitiveSpec with { Golden = Golden }, Stop));
        Assert.Contains("masked: [\"Name\"]), or keep it on purpose with .WithSensitive(\"Name\")", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Ada", refused.Message, StringComparison.Ordinal);

        await registry.RegisterAsync("income", Artifact(1), SensitiveSpec with { Golden = masked }, Stop);
        await registry.RegisterAsync("income", Artifact(1), SensitiveSpec with { Golden = Golden.WithSensitive("Name") }, Stop);

        var output = await Assert.ThrowsAsync<ArgumentException>(() => registry.RegisterAsync(
            "income", Artifact(1), Spec with { OutputSchema = new() { Columns = [new() { Name = "Value", Type = ColumnType.Number, Sensitive = true }] }, Golden = Golden }, Stop));
        Assert.Contains("ignored: [\"Value\"]", output.Message, StringComparison.Ordinal);

        var through = await Assert.ThrowsAsync<ArgumentException>(() => registry.RegisterAsync(
            "income", Artifact(1), SensitiveSpec with { Golden = GoldenSet.Capture(Askers.Select(r => new Answered(r.Age, [])), row => new Asked(1, "Ada")) }, Stop));
        Assert.Contains("ignored: [\"Name\"]", through.Message, StringComparison.Ordinal);
        await registry.RegisterAsync("income", Artifact(1), SensitiveSpec with { Golden = GoldenSet.Capture(Askers, row => row, masked: ["Name"]) }, Stop);
    }

    [Fact]
    public async Task A_card_and_a_comparison_tell_of_golden_predictions_without_their_values()
    {
        var registry = Open();
        var masked = GoldenSet.Capture(Askers, row => new Answered(1, []), masked: ["Name"]);
        await registry.RegisterAsync("income", Artifact(1), Spec, Stop);
        await registry.RegisterAsync("income", Artifact(1), Spec with { Golden = masked }, Stop);
        await registry.RegisterAsync("income", Artifact(1), Spec with { Golden = GoldenSet.Capture(Askers, row => new Answered(2, []), masked: ["Name"]) }, Stop);

        Assert.Contains("## Golden predictions\n\nNone: hosts", await registry.DescribeAsync("income", 1, Stop), StringComparison.Ordinal);
        var card = await registry.DescribeAsync("income", 2, Stop);
        string[] lines =
        [
            "| Rows | 2 |", "| Kept of each row | Age |", "| Masked | Name |",
            "| Compared of each answer | Value (relative 0.0001, absolute 1E-06), Scores (vector, relative 0.0001, absolute 1E-06) |",
        ];
        Assert.All(lines, line => Assert.Contains(line + "\n", card, StringComparison.Ordinal));
        Assert.Equal($"golden predictions: {masked}, new", (await registry.CompareAsync("income", 1, 2, Stop)).ToString().Split('\n')[^1]);
        Assert.Equal($"golden predictions: {masked} became as many with other values", (await registry.CompareAsync("income", 2, 3, Stop)).ToString().Split('\n')[^1]);
        Assert.Null((await registry.CompareAsync("income", 2, 2, Stop)).Golden);
    }

    private sealed record Asked(float Age, string? Name);

    private sealed record Answered(float Value, float[] Scores);
}
