using System.Data;
using System.Threading.Channels;
using Microsoft.Data.Analysis;
using Microsoft.ML;

namespace MlOps.Docs;

/// <summary>The batches of docs/validation.md.</summary>
public class BatchPageTests
{
    public sealed record CensusRow
    {
        public float Age { get; init; }

        public string? Workclass { get; init; }
    }

    private static readonly DataSchema Schema = DataSchema.For<CensusRow>(Rules);

    private static readonly CensusRow[] Rows =
        [new() { Age = 20, Workclass = "Private" }, new() { Age = 40, Workclass = "State" }, new() { Age = float.NaN, Workclass = "State" }];

    private static void Rules(SchemaBuilder<CensusRow> s) => s
        .Column(r => r.Age).Required().InRange(17, 90)
        .Column(r => r.Workclass).Optional().OneOf("Private", "State");

    [Fact]
    public async Task Rows_go_to_where_they_belong()
    {
        var (rows, ct) = (Rows, TestContext.Current.CancellationToken);
        var (passed, kept) = (Channel.CreateUnbounded<CheckedRow<CensusRow>>(), Channel.CreateUnbounded<CheckedRow<CensusRow>>());
        var (good, quarantine) = (passed.Writer, kept.Writer);

        var check = new BatchCheck<CensusRow>(Rules);
        await foreach (CheckedRow<CensusRow> row in check.RunAsync(rows, ct))
        {
            await (row.IsValid ? good : quarantine).WriteAsync(row, ct);
        }

        Verdict verdict = check.Report.Judge(o => { o.MinRows = 10_000; o.MaxInvalidShare = 0.01; });

        Assert.Equal((2, 1), (passed.Reader.Count, kept.Reader.Count));
        Assert.Equal(VerdictKind.Fail, verdict.Kind);
        var page = await File.ReadAllTextAsync(Path.Combine(Page.Root, "docs", "validation.md"), ct);
        Assert.Contains(check.Report.ToText(), page, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_of_every_kind_give_the_report_of_the_rows()
    {
        var schema = Schema;
        var (ages, classes) = (Rows.Select(r => r.Age).ToArray(), Rows.Select(r => r.Workclass).ToArray());
        var dataView = new MLContext(1).Data.LoadFromEnumerable(Rows);
        var dataFrame = new DataFrame(new SingleDataFrameColumn("Age", ages), new StringDataFrameColumn("Workclass", classes));
        using var table = new DataTable();
        table.Columns.Add("Age", typeof(float));
        table.Columns.Add("Workclass", typeof(string));
        foreach (var row in Rows)
        {
            table.Rows.Add(row.Age, row.Workclass);
        }

        using var reader = table.CreateDataReader();

        BatchReport inMemory = schema.Check(new ColumnTable().Add("Age", ages).Add("Workclass", classes));
        BatchReport ofView = schema.Check(dataView.AsColumns());
        BatchReport ofFrame = schema.Check(dataFrame.AsColumns());
        BatchReport ofReader = schema.Check(reader.AsColumns());

        var expected = new BatchCheck<CensusRow>(schema).Check(Rows).ToJson(observed: true);
        Assert.All([inMemory, ofView, ofFrame, ofReader], r => Assert.Equal(expected, r.ToJson(observed: true)));
    }

    [Fact]
    public void A_file_is_read_as_texts_and_parsed_by_the_schema()
    {
        var directory = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(directory.FullName, "census.csv");
            File.WriteAllText(path, "Age,Workclass\n20,Private\ntwenty,State\n");
            var schema = Schema;

            DataFrame file = DataFrame.LoadCsv(path, dataTypes: [typeof(string), typeof(string)]);      // one a column
            BatchReport ofFile = schema.Check(file.AsColumns());

            Assert.Equal((1, 1), (ofFile.Columns[0].Present, ofFile.Columns[0].Unparseable));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_text_that_is_no_number_is_told_apart_from_one_that_is_missing()
    {
        var dataFrame = new DataFrame(new StringDataFrameColumn("Age", ["20", "twenty", null]), new StringDataFrameColumn("Workclass", ["State", "State", "State"]));

        var age = Schema.Check(dataFrame.AsColumns()).Columns[0];

        Assert.Equal((1, 1, 1), (age.Present, age.Unparseable, age.Null));
    }
}
