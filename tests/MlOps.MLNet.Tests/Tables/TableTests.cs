using Microsoft.Data.Analysis;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlOps.MLNet.Tables;

public class TableTests
{
    public sealed record Row
    {
        public float Age { get; init; }

        public double Score { get; init; }

        public int Children { get; init; }

        public bool Married { get; init; }

        public string? Workclass { get; init; }

        [VectorType(2)]
        public float[] Embedding { get; init; } = [0, 0];
    }

    private static readonly DataSchema Schema = new()
    {
        Columns =
        [
            new() { Name = "Age", Type = ColumnType.Number, Rules = [new RangeRule(17, 90)] },
            new() { Name = "Score", Type = ColumnType.Number, Presence = Presence.Tolerated, Sentinels = ["-1"], Rules = [new RangeRule(0, 1)] },
            new() { Name = "Children", Type = ColumnType.Integer, Rules = [new RangeRule(0, 9), new DistinctCountRule(1, 20)] },
            new() { Name = "Married", Type = ColumnType.Boolean },
            new() { Name = "Workclass", Type = ColumnType.Text, Rules = [new DomainRule(["Private", "State"])] },
        ],
        Rules = [new ComparisonRule("Children", Comparison.LessThan, "Age"), new CompletenessRule(0.8), new RowCountRule(1, 20_000)],
    };

    private static readonly ColumnSchema Embedding =
        new() { Name = "Embedding", Type = ColumnType.Number, Vector = new() { Length = 2 }, Rules = [new FiniteRule()] };

    // More than a chunk of any source.
    private static readonly Row[] Rows = [.. Enumerable.Range(0, 9_000).Select(i => new Row
    {
        Age = i % 997 == 0 ? float.NaN : i % 991 == 0 ? 91 : 17 + (i % 70),
        Score = i % 500 == 0 ? double.NaN : i % 501 == 0 ? -1 : i % 503 == 0 ? 2 : 0.5,
        Children = i % 12,
        Married = i % 2 == 0,
        Workclass = i % 301 == 0 ? "" : i % 307 == 0 ? "Mill" : "Private",
        Embedding = i == 8_000 ? [0, float.NaN] : [i, 1],
    })];

    [Fact]
    public void A_data_view_counts_as_its_rows_do()
    {
        var schema = Schema with { Columns = [.. Schema.Columns, Embedding] };
        var report = schema.Check(new MLContext(1).Data.LoadFromEnumerable(Rows).AsColumns());

        Assert.Equal(Text(new BatchCheck<Row>(schema).Check(Rows)), Text(report));
        Assert.Equal((9_000, true, VerdictKind.Fail), (report.Rows, report.InvalidRows > 0, report.Verdict.Kind));
        Assert.Equal([8_000L], Assert.Single(report.Rules, r => r.Column == "Embedding" && r.Rule == "finite").Samples.Select(s => s.Position));
    }

    [Fact]
    public void A_data_frame_counts_as_its_rows_do()
    {
        var frame = new DataFrame(
            new SingleDataFrameColumn("Age", Rows.Select(r => r.Age)),
            new DoubleDataFrameColumn("Score", Rows.Select(r => r.Score)),
            new Int32DataFrameColumn("Children", Rows.Select(r => r.Children)),
            new BooleanDataFrameColumn("Married", Rows.Select(r => r.Married)),
            new StringDataFrameColumn("Workclass", Rows.Select(r => r.Workclass)));

        Assert.Equal(Text(new BatchCheck<Row>(Schema).Check(Rows)), Text(Schema.Check(frame.AsColumns())));
    }

    [Fact]
    public void In_a_data_frame_null_NaN_and_a_text_that_is_no_number_are_told_apart()
    {
        var frame = new DataFrame(
            new SingleDataFrameColumn("Age", new float?[] { 20, null, float.NaN }),
            new StringDataFrameColumn("Score", new[] { "0.5", "half", null }));
        var report = (Schema with { Columns = [.. Schema.Columns.Take(2)], Rules = [] }).Check(frame.AsColumns());

        Assert.Equal((1, 1, 1), (report.Columns[0].Present, report.Columns[0].Null, report.Columns[0].NaN));
        Assert.Equal((1, 1, 1), (report.Columns[1].Present, report.Columns[1].Null, report.Columns[1].Unparseable));
    }

    [Fact]
    public void A_text_of_a_data_view_that_is_no_number_is_told_apart_from_one_that_is_missing()
    {
        var view = new MLContext(1).Data.LoadFromEnumerable<TextRow>([new("20"), new("twenty"), new("")]);
        var report = (Schema with { Columns = [Schema.Columns[0]], Rules = [] }).Check(view.AsColumns());

        Assert.Equal((1, 1, 1), (report.Columns[0].Present, report.Columns[0].Unparseable, report.Columns[0].EmptyText));
    }

    private sealed record TextRow(string Age);

    [Fact]
    public void A_column_of_a_type_that_no_schema_can_speak_of_is_left_out()
    {
        var ml = new MLContext(1);
        var keyed = ml.Transforms.Conversion.MapValueToKey("Key", "Workclass").Fit(ml.Data.LoadFromEnumerable(Rows)).Transform(ml.Data.LoadFromEnumerable(Rows));

        Assert.DoesNotContain(keyed.AsColumns().Columns, c => c.Name == "Key");
        Assert.Empty(new DataFrame(new DateTimeDataFrameColumn("When", [DateTime.UnixEpoch])).AsColumns().Columns);
    }

    private static string Text(BatchReport report) => report.ToText(observed: true);
}
