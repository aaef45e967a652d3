using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Data.Analysis;
using Microsoft.ML;

namespace MlOps.Docs;

/// <summary>src/MlOps.Validation/README.md: a nightly batch, checked before retraining.</summary>
public class ValidationReadmeTests
{
    public sealed record CensusRow
    {
        public float Age { get; init; }

        public string? Workclass { get; init; }
    }

    public sealed record TextRow(string? Age, string? Workclass);

    private static readonly Page Page = new("src/MlOps.Validation/README.md");

    private static void Rules(SchemaBuilder<CensusRow> s) => s
        .Column(r => r.Age).Required().InRange(17, 90)
        .Column(r => r.Workclass).Optional().OneOf("Private", "State");

    [Fact]
    public void A_row_that_breaks_a_hard_rule_is_refused()
    {
        static void Rules(SchemaBuilder<CensusRow> s) => s
            .Column(r => r.Age).Required().InRange(17, 90)
            .Column(r => r.Workclass).Optional().OneOf("Private", "State");

        var validator = new RowValidator<CensusRow>(Rules);                 // one for the app, for all threads
        DataSchema schema = DataSchema.For<CensusRow>(Rules);

        var app = new WebApp();
        app.MapPost("/rows", (CensusRow row) =>
        {
            var problem = validator.Check(row).ToProblem(JsonNamingPolicy.CamelCase);     // the hard violations by column
            return problem.Count > 0 ? Results.ValidationProblem(problem) : Results.Ok();
        });

        Assert.Equal(schema, validator.Schema);
        Assert.Empty(app.Post(new() { Age = 20 }));
        Assert.Equal(["age"], app.Post(new() { Age = 440 }).Keys);
    }

    [Fact]
    public async Task Good_rows_pass_on_and_bad_ones_go_to_quarantine()
    {
        var ct = TestContext.Current.CancellationToken;
        CensusRow[] rows = [new() { Age = 20, Workclass = "Private" }, new() { Age = float.NaN, Workclass = "State" }, new() { Age = 91, Workclass = "State" }];
        var (passed, kept) = (Channel.CreateUnbounded<CheckedRow<CensusRow>>(), Channel.CreateUnbounded<CheckedRow<CensusRow>>());
        var (good, quarantine) = (passed.Writer, kept.Writer);

        var check = new BatchCheck<CensusRow>(Rules);
        await foreach (CheckedRow<CensusRow> row in check.RunAsync(rows, ct))
        {
            await (row.IsValid ? good : quarantine).WriteAsync(row, ct);
        }

        Verdict verdict = check.Report.Judge(o => { o.MinRows = 10_000; o.MaxInvalidShare = 0.01; });

        Assert.Equal((1, 2, VerdictKind.Fail), (passed.Reader.Count, kept.Reader.Count, verdict.Kind));
    }

    [Fact]
    public async Task The_schema_that_a_version_was_registered_with_checks_as_well()
    {
        await using var app = new App();
        app.Services.AddModelRegistry(o => o.Author = "training-pipeline").UseSqlite(directory: "models");
        var (registry, ct) = (app.Registry, TestContext.Current.CancellationToken);
        for (var version = 1; version <= 7; version++)
        {
            await registry.RegisterAsync("income", ModelArtifact.FromBytes(new[] { (byte)version }, "test"), new() { Owner = "team-census", Purpose = "weekly retrain", InputSchema = DataSchema.For<CensusRow>(Rules) }, ct);
        }

        var check = new BatchCheck<CensusRow>((await registry.GetVersionAsync("income", 7, ct)).InputSchema!);

        Page.Names("new BatchCheck<CensusRow>((await registry.GetVersionAsync(\"income\", 7, ct)).InputSchema!)");
        Assert.Equal(1, check.Check([new() { Age = 440 }]).InvalidRows);
    }

    [Fact]
    public void Tables_tell_a_text_that_is_no_number_apart_from_one_that_is_missing()
    {
        var schema = DataSchema.For<CensusRow>(Rules);
        TextRow[] rows = [new("20", "Private"), new("twenty", "State"), new(null, "State")];
        var dataView = new MLContext(1).Data.LoadFromEnumerable(rows);
        var dataFrame = new DataFrame(
            new StringDataFrameColumn("Age", rows.Select(r => r.Age)), new StringDataFrameColumn("Workclass", rows.Select(r => r.Workclass)));
        var Console = new StringWriter { NewLine = "\n" }; // The page prints; here it is compared.

        BatchReport ofView = schema.Check(dataView.AsColumns());
        BatchReport ofFrame = schema.Check(dataFrame.AsColumns());
        Console.WriteLine(ofFrame.ToText());

        Page.Prints(Console.ToString().Trim());

        // A data view has no null: it is an empty text there.
        Assert.Equal((1, 1, 1), (ofView.Columns[0].Present, ofView.Columns[0].Unparseable, ofView.Columns[0].EmptyText));
    }

    // What the page uses of ASP.NET Core, which this project doesn't reference.
    private sealed class WebApp
    {
        private Func<CensusRow, IDictionary<string, string[]>>? _handler;

        public void MapPost(string pattern, Func<CensusRow, IDictionary<string, string[]>> handler) => _handler = pattern == "/rows" ? handler : null;

        public IDictionary<string, string[]> Post(CensusRow row) => _handler!(row);
    }

    private static class Results
    {
        public static IDictionary<string, string[]> Ok() => new Dictionary<string, string[]>();

        public static IDictionary<string, string[]> ValidationProblem(IDictionary<string, string[]> errors) => errors;
    }
}
