using System.Globalization;
using MlOps.Rows;

namespace MlOps.Batches;

/// <summary>Every kind of rule at the edges of what a value can be, over a row and over a table of texts, also under a decimal comma.</summary>
public class EdgeTests
{
    public sealed record Row
    {
        public double? Number { get; init; }

        public double? Other { get; init; } = 0;

        public long? Whole { get; init; }

        public string? Text { get; init; }

        public bool? Flag { get; init; }

        public float[]? Items { get; init; }
    }

    private static readonly Dictionary<string, Row> Rows = new()
    {
        ["null"] = new(),
        ["NaN"] = new() { Number = double.NaN, Items = [float.NaN] },
        ["+inf"] = new() { Number = double.PositiveInfinity, Items = [float.PositiveInfinity] },
        ["-inf"] = new() { Number = double.NegativeInfinity, Items = [1, float.NegativeInfinity] },
        ["1e308"] = new() { Number = 1e308, Items = [float.MaxValue] },
        ["-0"] = new() { Number = -0.0, Items = [-0f] },
        ["1.5"] = new() { Number = 1.5, Items = [1.5f] },
        ["min"] = new() { Whole = long.MinValue },
        ["max"] = new() { Whole = long.MaxValue },
        ["empty"] = new() { Text = "", Items = [] },
        ["comma"] = new() { Text = "1,5" },
        ["emoji"] = new() { Text = "😀" },
        ["false"] = new() { Flag = false },
        ["true"] = new() { Flag = true },
    };

    public static TheoryData<string, string, Action<SchemaBuilder<Row>>> Cases => new()
    {
        { "required", "null fail, NaN fail, +inf pass, -inf pass, 1e308 pass, -0 pass", s => s.Column(r => r.Number) },
        { "range", "null skip, NaN skip, +inf fail, -inf pass, 1e308 fail, -0 pass, 1.5 fail", s => s.Column(r => r.Number).Optional().AtMost(0) },
        { "range", "null skip, NaN skip, +inf fail, -inf fail, 1e308 pass, -0 pass, 1.5 pass", s => s.Column(r => r.Number).Optional().InRange(-1e308, 1e308) },
        { "range", "null skip, NaN skip, +inf pass, -inf fail, 1e308 pass, -0 pass", s => s.Column(r => r.Number).Optional().AtLeast(0) },
        { "range", "1.5 pass, 1e308 fail", s => s.Column(r => r.Number).Optional().InRange(1.25, 1.75) },
        { "finite", "null skip, NaN skip, +inf fail, -inf fail, 1e308 pass, -0 pass", s => s.Column(r => r.Number).Optional().Finite() },
        { "mine", "null skip, NaN skip, +inf fail, -inf pass, 1e308 fail, -0 pass, 1.5 pass", s => s.Column(r => r.Number).Optional().Must("mine", v => v < 5) },
        { "unique", "null skip, NaN skip, +inf pass, -inf pass, 1e308 pass, -0 pass", s => s.Column(r => r.Number).Optional().Unique() },
        { "distinctCount", "null skip, NaN skip, +inf pass, -inf pass, 1e308 pass", s => s.Column(r => r.Number).Optional().DistinctCount(1, 1) },
        { "topValue", "null skip, NaN skip, +inf fail, -inf fail, 1e308 fail", s => s.Column(r => r.Number).Optional().TopValue(0.5) },
        { "completeness", "null fail, NaN fail, +inf pass, -inf pass, 1e308 pass, -0 pass", s => s.Column(r => r.Number).Optional().Completeness(1) },
        { "completeness", "null fail, NaN fail, +inf pass, -inf pass, 1e308 pass, -0 pass", s => s.Column(r => r.Number).Optional().RowCompleteness(1) },
        { "comparison", "null skip, NaN skip, +inf fail, -inf pass, 1e308 fail, -0 fail", s => s.Column(r => r.Number).Optional().Column(r => r.Other).Compare(r => r.Number, Comparison.LessThan, r => r.Other) },
        { "comparison", "null skip, -0 pass, 1.5 fail", s => s.Column(r => r.Number).Optional().Column(r => r.Other).Compare(r => r.Number, Comparison.EqualTo, r => r.Other) },
        { "sum", "null skip, NaN skip, +inf fail, -inf fail, 1e308 pass, -0 fail", s => s.Column(r => r.Number).Optional().Column(r => r.Other).SumsTo(1e308, 0, r => r.Number, r => r.Other) },
        { "condition", "null skip, NaN skip, +inf fail, -inf skip, 1e308 fail, -0 fail", s => s.Column(r => r.Number).Optional().Column(r => r.Other).When(when => when.Column(r => r.Number).AtLeast(0), then => then.Column(r => r.Other).AtMost(-1)) },
        { "rowCount", "null fail, NaN fail, 1e308 fail", s => s.Column(r => r.Number).Optional().RowCount(2) },
        { "required", "null fail, min pass, max pass", s => s.Column(r => r.Whole) },
        { "range", "null skip, min fail, max pass", s => s.Column(r => r.Whole).Optional().AtLeast(0) },
        { "range", "null skip, min pass, max fail", s => s.Column(r => r.Whole).Optional().InRange(long.MinValue, 1L << 62) },
        { "range", "null skip, min pass, max pass", s => s.Column(r => r.Whole).Optional().InRange(double.NegativeInfinity, double.PositiveInfinity) },
        { "domain", "null skip, min pass, max fail", s => s.Column(r => r.Whole).Optional().OneOf(long.MinValue) },
        { "unique", "null skip, min pass, max pass", s => s.Column(r => r.Whole).Optional().Unique() },
        { "mine", "null skip, min pass, max fail", s => s.Column(r => r.Whole).Optional().Must("mine", v => v < 0) },
        { "comparison", "null skip, min pass, max fail", s => s.Column(r => r.Whole).Optional().Column(r => r.Other).Compare(r => (double?)r.Whole, Comparison.LessThan, r => r.Other) },
        { "sum", "null skip, min pass, max fail", s => s.Column(r => r.Whole).Optional().SumsTo(long.MinValue, 0, r => r.Whole) },
        { "condition", "null skip, min fail, max skip", s => s.Column(r => r.Whole).Optional().When(when => when.Column(r => r.Whole).OneOf(long.MinValue), then => then.Column(r => r.Whole).AtLeast(0)) },
        { "required", "null fail, empty fail, comma pass, emoji pass", s => s.Column(r => r.Text) },
        { "domain", "null skip, empty skip, comma pass, emoji fail", s => s.Column(r => r.Text).Optional().OneOf("1,5") },
        { "pattern", "null skip, empty skip, comma fail, emoji pass", s => s.Column(r => r.Text).Optional().Matches("^[^0-9]*$") },
        { "length", "null skip, empty skip, comma fail, emoji pass", s => s.Column(r => r.Text).Optional().Length(0, 2) },
        { "characters", "null skip, empty skip, comma pass, emoji fail", s => s.Column(r => r.Text).Optional().Characters(CharacterClass.PrintableAscii) },
        { "unique", "null skip, empty skip, comma pass, emoji pass", s => s.Column(r => r.Text).Optional().Unique() },
        { "mine", "null skip, empty skip, comma pass, emoji fail", s => s.Column(r => r.Text).Optional().Must("mine", t => t.Contains(',', StringComparison.Ordinal)) },
        { "completeness", "null fail, empty fail, comma pass", s => s.Column(r => r.Text).Optional().Completeness(1) },
        { "condition", "null skip, empty skip, comma fail, emoji skip", s => s.Column(r => r.Text).Optional().When(r => r.Text, "1,5", then => then.Column(r => r.Text).Length(1, 1)) },
        { "domain", "null skip, false fail, true pass", s => s.Column(r => r.Flag).Optional().Is(true) },
        { "required", "null fail, NaN pass, empty pass", s => s.Column(r => r.Items) },
        { "length", "null skip, empty fail, 1.5 pass, -inf fail", s => s.Column(r => r.Items).Optional().Length(1) },
        { "finite", "null skip, empty pass, NaN fail, +inf fail, -inf fail, 1e308 pass, -0 pass", s => s.Column(r => r.Items).Optional().EachFinite() },
        { "range", "null skip, empty pass, NaN fail, +inf fail, -inf fail, 1e308 fail, -0 pass, 1.5 fail", s => s.Column(r => r.Items).Optional().EachInRange(0, 1) },
        { "sum", "null skip, empty pass, NaN fail, +inf fail, -inf fail, 1e308 fail, -0 pass, 1.5 fail", s => s.Column(r => r.Items).Optional().SumsTo(0, 0.5) },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_kind_decides_each_edge(string rule, string expected, Action<SchemaBuilder<Row>> schema)
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            foreach (var name in new[] { "", "de-DE", "tr-TR" })
            {
                CultureInfo.CurrentCulture = new(name);
                var edges = expected.Split(", ").Select(e => e.Split(' ')).ToList();

                Assert.Equal(expected, string.Join(", ", edges.Select(e => $"{e[0]} {Outcome(new BatchCheck<Row>(schema).Check([Rows[e[0]]]), rule)}")));
                Assert.Equal(expected, string.Join(", ", edges.Select(e => $"{e[0]} {Outcome(DataSchema.For(schema).Check(Texts(Rows[e[0]]), schema), rule)}")));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    // A row that no rule over it can judge leaves it inconclusive, which is no pass.
    private static string Outcome(BatchReport report, string rule) => report.Rules.Single(r => r.Rule == rule && r.Expected != "a row" && (rule != "required" || r.Column != "Other")).Verdict.Kind switch
    {
        VerdictKind.Pass => "pass",
        VerdictKind.Fail => "fail",
        _ => "skip",
    };

    private static ColumnTable Texts(Row row)
    {
        var table = new ColumnTable();
        foreach (var column in RowShape<Row>.Instance.Columns)
        {
            var cell = column.Read(row);
            table.Add(column.Name, new[] { cell.Missing == MissingState.Null ? null : cell.Type == ColumnType.Number ? cell.Number.ToString("R", CultureInfo.InvariantCulture) : cell.Type == ColumnType.Text ? cell.Text : cell.ToString() });
        }

        return table.Add("Items", [row.Items]);
    }
}
