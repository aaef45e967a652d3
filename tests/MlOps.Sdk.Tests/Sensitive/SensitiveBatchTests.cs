using System.Data;
using System.Data.Common;
using System.Text.Json;
using Microsoft.Data.Analysis;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlOps.Columns;

namespace MlOps.Sensitive;

/// <summary>What a sensitive column holds is searched for in all that a batch tells, over every source and every kind of rule.</summary>
public class SensitiveBatchTests
{
    // Short of what a float holds exactly, so that each way to write the number begins alike.
    private const double PlantedNumber = 719171.75;
    private const string Planted = "planted-secret";

    private static readonly string[] Secrets = [Planted, "71917"];

    public sealed record Row
    {
        public string? Id { get; init; }

        public string? Pin { get; init; }

        public double Income { get; init; }

        public long Account { get; init; }

        public bool Married { get; init; }

        public string? Nickname { get; init; }

        public string? Unsaid { get; init; }

        [VectorType(2)]
        public float[]? Embedding { get; init; }
    }

    private static readonly Row[] Rows =
    [
        new() { Id = "a", Pin = "1", Income = 1, Account = 1, Nickname = "z", Unsaid = "z", Embedding = [0.5f, 0.5f] },
        .. Enumerable.Repeat(
            new Row { Id = Planted, Pin = Planted, Income = PlantedNumber, Account = (long)PlantedNumber, Nickname = Planted, Unsaid = Planted, Embedding = [(float)PlantedNumber, float.NaN] }, 2),
    ];

    // Every kind of rule. The nickname is sensitive by what a condition says alone; of Unsaid the schema says nothing.
    private static readonly Action<SchemaBuilder<Row>> Say = s => s
        .Column(r => r.Id).Sensitive().OneOf("a").Matches("^a$").Length(1, 3).Characters(CharacterClass.Digits).Unique().DistinctCount(5, 9).TopValue(0.1).Completeness(1)
        .Column(r => r.Pin).Sensitive().MissingWhen(Planted)
        .Column(r => r.Income).Sensitive().AtMost(5, tolerated: 0.1).Finite().Unique().TopValue(0.1)
        .Column(r => r.Account).Sensitive().OneOf(1).InRange(0, 5).DistinctCount(8, 9)
        .Column(r => r.Married).Sensitive().Is(true)
        .Column(r => r.Nickname).Length(1, 2)
        .Column(r => r.Embedding).Sensitive().Length(3).EachInRange(0, 1).EachFinite().SumsTo(1, 0.1)
        .Compare(r => r.Id, Comparison.AtLeast, r => r.Nickname)
        .Compare(r => r.Unsaid, Comparison.LessThan, r => r.Id)
        .SumsTo(1, 0.1, r => r.Income, r => r.Account)
        .When(r => r.Id, Planted, then => then.Column(r => r.Income).AtMost(5).Column(r => r.Nickname).Sensitive().Length(1, 1))
        .When(when => when.Column(r => r.Income).InRange(PlantedNumber, PlantedNumber), then => then.Column(r => r.Account).AtMost(2))
        .RowCompleteness(1)
        .RowCount(50);

    private static readonly Action<SchemaBuilder<Row>> SayWithCode = s =>
    {
        Say(s);
        s.Rule("row", row => throw new FormatException(row.Id));
    };

    private static void Holds(BatchReport report, params IEnumerable<object?> more)
    {
        var both = report.Merge(report);
        List<string> texts =
        [
            .. new[] { report, both }.SelectMany(r => new[]
            {
                r.ToJson(), r.ToJson(observed: true), r.ToText(), r.ToText(observed: true), r.ToString(), $"{r.Verdict}", JsonSerializer.Serialize(r.Verdict),
                JsonSerializer.Serialize(r), JsonSerializer.Serialize(r.Columns), JsonSerializer.Serialize(r.Rules), string.Join(' ', r.Columns), string.Join(' ', r.Rules),
                string.Join(' ', r.Rules.Select(x => $"{x.Verdict} {x.Expected} {string.Join(' ', x.Samples.Select(s => $"{s} {s.Observed}"))}")),
                $"{r.Judge(o => o.MaxInvalidShare = 1)}",
            }),
            .. more.Select(m => m?.ToString() ?? ""),
        ];
        Assert.All(texts, text => Assert.All(Secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal)));
    }

    private static void Fired(BatchReport report, params IEnumerable<string> rules) => Assert.All(
        rules, rule => Assert.Contains(report.Rules, r => $"{r.Column} {r.Rule}".Trim() == rule && (r.Broken > 0 || r.Verdict.Kind is VerdictKind.Fail or VerdictKind.Warn)));

    private static readonly string[] EveryRule =
    [
        "Id domain", "Id pattern", "Id length", "Id characters", "Id unique", "Id distinctCount", "Id topValue", "Pin required", "Income range", "Account domain", "Account range",
        "Married domain", "Nickname length", "comparison", "sum", "condition", "completeness", "rowCount",
    ];

    private static readonly string[] OfVectors = ["Embedding length", "Embedding range", "Embedding finite"];

    [Fact]
    public async Task Rows_in_every_way_to_give_them()
    {
        var check = new BatchCheck<Row>(SayWithCode);
        var found = check.Run(Rows).ToList();
        var first = check.Report;
        var later = await check.RunAsync(Rows.ToAsyncEnumerable(), TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        Fired(first, [.. EveryRule, .. OfVectors, "row"]);
        Assert.Equal(first.ToJson(observed: true), check.Report.ToJson(observed: true));
        var violations = found.Concat(later).SelectMany(f => f.Violations).ToList();
        Holds(
            first,
            [
                .. found, .. later, .. violations, .. violations.Select(v => $"{v.Expected} {v.Observed} {JsonSerializer.Serialize(v)}"),
                JsonSerializer.Serialize(violations.ToProblem()),
            ]);
    }

    private static IColumnSource InMemory(bool asText)
    {
        var table = new ColumnTable()
            .Add("Id", Rows.Select(r => r.Id).ToArray())
            .Add("Pin", Rows.Select(r => r.Pin).ToArray())
            .Add("Nickname", Rows.Select(r => r.Nickname).ToArray())
            .Add("Unsaid", Rows.Select(r => r.Unsaid).ToArray())
            .Add("Married", Rows.Select(r => r.Married).ToArray())
            .Add("Embedding", [.. Rows.Select(r => r.Embedding)]);
        return asText
            ? table.Add("Income", Rows.Select(r => r.Id).ToArray()).Add("Account", Rows.Select(r => $"{PlantedNumber}!").ToArray())
            : table.Add("Income", Rows.Select(r => r.Income).ToArray()).Add("Account", Rows.Select(r => r.Account).ToArray());
    }

    private static DbDataReader Reader(bool asText)
    {
        using var table = new DataTable();
        foreach (var name in new[] { "Id", "Pin", "Nickname", "Unsaid", "Income", "Account", "Married" })
        {
            table.Columns.Add(name, typeof(object));
        }

        foreach (var row in Rows)
        {
            table.Rows.Add(row.Id, row.Pin, row.Nickname, row.Unsaid, asText ? row.Id : row.Income, asText ? PlantedNumber : (object)row.Account, asText ? Planted : row.Married);
        }

        return table.CreateDataReader();
    }

    private static DataFrame Frame(bool asText) => new(
        new StringDataFrameColumn("Id", Rows.Select(r => r.Id)),
        new StringDataFrameColumn("Pin", Rows.Select(r => r.Pin)),
        new StringDataFrameColumn("Nickname", Rows.Select(r => r.Nickname)),
        new StringDataFrameColumn("Unsaid", Rows.Select(r => r.Unsaid)),
        new BooleanDataFrameColumn("Married", Rows.Select(r => r.Married)),
        asText ? new StringDataFrameColumn("Income", Rows.Select(r => r.Id)) : new DoubleDataFrameColumn("Income", Rows.Select(r => r.Income)),
        new Int64DataFrameColumn("Account", Rows.Select(r => r.Account)));

    [Fact]
    public void Tables_of_every_kind()
    {
        var schema = DataSchema.For(Say);
        var vectorless = schema with { Columns = [.. schema.Columns.Where(c => c.Vector is null)], Rules = [.. schema.Rules.Where(r => r is not SumRule { Columns: ["Embedding"] })] };

        // Of what type a reader's column is, only the schema can say.
        var described = vectorless with { Rules = [.. vectorless.Rules.Where(r => r is not ComparisonRule { Left: "Unsaid" })] };
        using var reader = Reader(asText: false);
        BatchReport[] vectors = [schema.Check(InMemory(asText: false)), schema.Check(new MLContext(1).Data.LoadFromEnumerable(Rows).AsColumns())];
        BatchReport[] plain = [described.Check(reader.AsColumns()), vectorless.Check(Frame(asText: false).AsColumns())];

        Assert.All(vectors, r => Fired(r, [.. EveryRule, .. OfVectors]));
        Assert.All(plain, r => Fired(r, EveryRule));
        Assert.All([.. vectors, .. plain], r => Holds(r));
    }

    [Fact]
    public void Texts_that_can_not_be_read()
    {
        var schema = DataSchema.For<Row>(s => s
            .Column(r => r.Income).Sensitive().AtMost(5)
            .Column(r => r.Account).Sensitive().Tolerated().AtMost(5)
            .Column(r => r.Married).Sensitive().Optional());
        using var reader = Reader(asText: true);
        BatchReport[] reports = [schema.Check(InMemory(asText: true)), schema.Check(reader.AsColumns()), schema.Check(Frame(asText: true).AsColumns())];

        Assert.All(reports, r =>
        {
            Fired(r, "Income readable");
            Holds(r);
        });
        Fired(reports[1], "Account readable", "Married readable");
    }

    [Fact]
    public void A_schema_that_does_not_fit()
    {
        var schema = DataSchema.For<Row>(s => s.Column(r => r.Id).Sensitive().Matches("^a$"));

        var table = Assert.ThrowsAny<Exception>(() => schema.Check(new ColumnTable().Add("Id", new[] { PlantedNumber })));
        var rows = Assert.ThrowsAny<Exception>(() => new BatchCheck<Row>(s => s.Rule("a", _ => true)).Check(Rows.Select(r => r.Id == "a" ? r : throw new InvalidOperationException())));

        Assert.All([table, rows], e => Assert.All(Secrets, secret => Assert.DoesNotContain(secret, e.ToString(), StringComparison.Ordinal)));
    }

    [Fact]
    public void Golden_predictions_that_come_out_otherwise()
    {
        var rows = Rows[1..].Select(r => new Kept { Id = r.Id, Income = r.Income });
        var golden = GoldenSet.Capture(rows, r => new Kept { Id = r.Id, Income = r.Income }).WithSensitive("Id", "Income");

        var differs = golden.Replay<Kept, Kept>(r => new() { Id = $"{r.Id}!", Income = r.Income + 1 });
        var throws = golden.Replay<Kept, Kept>(r => throw new FormatException(r.Id));

        Assert.All([differs, throws], r => Assert.False(r.IsMatch));
        string[] texts =
        [
            $"{golden}", $"{differs}", $"{throws}", .. differs.Differences.Concat(throws.Differences).Select(d => $"{d} {d.Expected} {d.Seen}"),
            new GoldenMismatchException($"{differs}", differs).ToString(), new GoldenMismatchException($"{throws}", throws).ToString(),
        ];
        Assert.All(texts, text => Assert.All(Secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal)));
    }

    public sealed record Kept
    {
        public string? Id { get; init; }

        public double Income { get; init; }
    }
}
