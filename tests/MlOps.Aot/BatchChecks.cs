using Microsoft.Data.Sqlite;

namespace MlOps.Aot;

/// <summary>Batches of rows and of tables, by every kind of rule over batches.</summary>
internal static class BatchChecks
{
    private static void Say(SchemaBuilder<Applicant> s) => s
        .Column(a => a.Age).Required().InRange(0, 120, tolerated: 0.5).Unique(Severity.Soft).DistinctCount(1, 2)
        .Column(a => a.Income).Tolerated().AtLeast(0).MissingWhen(-1).Completeness(0.3)
        .Column(a => a.Dependents).OneOf(0, 1, 2, 3).TopValue(0.9)
        .Column(a => a.Workclass).Required().OneOf("Private", "State-gov")
        .Column(a => a.Postcode).Optional().Sensitive().Matches("^[0-9]{5}$")
        .Column(a => a.Embedding).Optional().EachFinite()
        .Compare(a => a.Dependents, Comparison.AtMost, a => a.Age)
        .RowCompleteness(0.5)
        .RowCount(3, 3);

    private static readonly Applicant[] Rows =
    [
        new() { Age = 40, Workclass = "Private" },
        new() { Age = 40, Workclass = "none", Postcode = "planted", Income = -1, Embedding = [float.NaN] },
        new() { Age = 130, Workclass = "", Dependents = 3, Income = null },
    ];

    public static async Task RunAsync(Checks checks)
    {
        var check = new BatchCheck<Applicant>(Say);
        var quarantine = new List<CheckedRow<Applicant>>();
        await foreach (var row in check.RunAsync(Rows))
        {
            if (!row.IsValid)
            {
                quarantine.Add(row);
            }
        }

        var report = check.Report;
        checks.Equal("invalid rows go to quarantine", "1 2", string.Join(' ', quarantine.Select(q => q.Position)));
        checks.That("a batch is judged", report is { Rows: 3, InvalidRows: 2, IsComplete: true, Verdict.Kind: VerdictKind.Fail });
        checks.That("a share of invalid rows may be allowed", report.Judge(o => { o.MaxInvalidShare = 0.9; o.MinRows = 3; }).Kind == VerdictKind.Warn);
        Has(checks, report, "Age range", 1);
        Has(checks, report, "Age unique", 1);
        Has(checks, report, "Income completeness", 2);
        Has(checks, report, "Workclass domain", 1);
        Has(checks, report, "Workclass required", 1);
        Has(checks, report, "Postcode pattern", 1);
        Has(checks, report, "Embedding finite", 1);
        checks.That("a report is written as JSON", report.ToJson(observed: true) is var json && json.Contains("\"invalidRows\":2", StringComparison.Ordinal) && !json.Contains("planted", StringComparison.Ordinal));
        checks.That("and as text", report.ToText().StartsWith("fail: 2 of 3 rows invalid", StringComparison.Ordinal));

        var parts = Rows.Select((r, i) => new BatchCheck<Applicant>(Say, new() { FirstRow = i }).Check([r])).Aggregate((a, b) => a.Merge(b));
        checks.Equal("parts merge", report.ToJson(observed: true), parts.ToJson(observed: true));

        var schema = DataSchema.For<Applicant>(Say);
        var table = new ColumnTable()
            .Add("Age", Rows.Select(r => r.Age).ToArray())
            .Add("Income", Rows.Select(r => r.Income?.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToArray())
            .Add("Dependents", Rows.Select(r => r.Dependents).ToArray())
            .Add("Workclass", Rows.Select(r => r.Workclass).ToArray())
            .Add("Postcode", Rows.Select(r => r.Postcode).ToArray())
            .Add("input", [.. Rows.Select(r => r.Embedding)]);
        checks.Equal("columns in memory count as rows do", report.InvalidRows, schema.Check(table).InvalidRows);

        await using var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT 40 AS Age, 1.5 AS Income, 1 AS Dependents, 'Private' AS Workclass UNION ALL SELECT 'forty', NULL, 1, ''";
        await using var reader = await command.ExecuteReaderAsync();
        var ofReader = schema.Check(reader.AsColumns());
        checks.That("a database is read", ofReader is { Rows: 2, InvalidRows: 1 } && ofReader.Columns[0].Unparseable == 1);
    }

    private static void Has(Checks checks, BatchReport report, string rule, long broken) => checks.Equal(
        $"{rule} over a batch", broken, report.Rules.Single(r => $"{r.Column} {r.Rule}".Replace("input", "Embedding", StringComparison.Ordinal) == rule).Broken);
}
