using System.Data;
using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using Microsoft.Data.Analysis;
using Microsoft.ML;

namespace MlOps.Sources;

/// <summary>One schema and the same rows, checked one by one and as a batch from every source: the counts of every rule are equal.</summary>
public partial class AllSourcesTests
{
    [GeneratedRegex("\"mean\":[^,}]*,?")]
    private static partial Regex Mean();

    // A mean depends on the order of additions in its last digits; tests of merging say how much.
    private static string Whole(BatchReport report) => Mean().Replace(report.ToJson(observed: true), "");

    private static IEnumerable<string> Counts(BatchReport report) =>
    [
        $"{report.Rows} {report.InvalidRows} {report.RulesRun} {report.RuleCount} {report.Verdict.Kind}",
        .. report.Rules.Select(r => $"{r.Column} {r.Rule} {r.Severity} {r.Expected} {r.Verdict} {r.Judged} {r.Broken} {string.Join(' ', r.Samples)}"),
    ];

    private static DataSchema WithoutVectors(DataSchema schema)
    {
        bool Speaks(RowRule rule) => rule is ConditionalRule c && c.When.Concat(c.Then).Any(x => x.Vector is not null);
        return new() { Columns = [.. schema.Columns.Where(c => c.Vector is null)], Rules = [.. schema.Rules.Where(r => !Speaks(r))] };
    }

    [Fact]
    public void Rows_one_by_one_batches_and_tables_of_every_kind_count_alike()
    {
        var (valid, broken) = (0, 0);
        Gen.Select(Anything.Schema, Anything.Row.Array[0, 12]).Sample(
            (schema, rows) =>
            {
                var code = Anything.CodeOf(schema);
                var check = new BatchCheck<Row>(schema, code);
                var found = check.Run(rows).ToList();
                var expected = check.Report;

                // Single rows: the same violations, and their number is the batch's.
                var validator = new RowValidator<Row>(schema, code);
                Assert.Equal(rows.Select(r => validator.Check(r)), found.Select(f => f.Violations));
                Assert.Equal(expected.InvalidRows, found.Count(f => !f.IsValid));
                foreach (var group in expected.Rules.Where(r => r.Column.Length > 0 && r.Rule is not ("completeness" or "unique" or "distinctCount" or "topValue" or "readable")).GroupBy(r => (r.Column, r.Rule)))
                {
                    var told = found.Sum(f => f.Violations.Count(v => v.Column.Split('[')[0] == group.Key.Column && v.Rule == group.Key.Rule && !v.Expected.Contains(" where ", StringComparison.Ordinal)));
                    Assert.Equal(group.Sum(r => r.Broken), told);
                }

                // Streams.
                Assert.Equal(Whole(expected), Whole(new BatchCheck<Row>(schema, code).Check(rows)));
                Assert.Equal(Whole(expected), Whole(CheckAsync(new(schema, code), rows).GetAwaiter().GetResult()));

                // Tables.
                Assert.Equal(Whole(expected), Whole(schema.Check(Tables.InMemory(rows), code)));
                Assert.Equal(Whole(expected), Whole(schema.Check(Tables.Frame(rows).AsColumns(), code)));
                Assert.Equal(Counts(expected), Counts(schema.Check(Tables.View(rows).AsColumns(), code)));

                // Readers, which have no vectors.
                var plain = WithoutVectors(schema);
                if (!plain.Columns.IsEmpty)
                {
                    code = Anything.CodeOf(plain);
                    var ofRows = Whole(new BatchCheck<Row>(plain, code).Check(rows));
                    Assert.Equal(ofRows, Whole(Tables.CheckDataTable(rows, c => plain.Check(c, code))));
                    Assert.Equal(ofRows, Whole(Tables.CheckSqlite(rows, c => plain.Check(c, code))));
                }

                Interlocked.Add(ref valid, found.Count(f => f.IsValid));
                Interlocked.Add(ref broken, found.Count(f => !f.IsValid));
            },
            iter: 300,
            threads: 2);

        Assert.True(valid > 100 && broken > 100, $"{valid} valid and {broken} invalid rows.");
    }

    private static async Task<BatchReport> CheckAsync(BatchCheck<Row> check, Row[] rows)
    {
        await foreach (var _ in check.RunAsync(rows.ToAsyncEnumerable()))
        {
        }

        return check.Report;
    }

    public sealed record Texts
    {
        public string? A { get; init; }

        public string? B { get; init; }

        public string? C { get; init; }

        public string? D { get; init; }
    }

    private static readonly string[] Names = ["A", "B", "C", "D"];

    private static readonly Gen<string?> Text = Gen.OneOf<string?>(
        null, "", "1", "-999.5", "-1", "NaN", "twenty", "1,5", "1.5", "true", "False", "9223372036854775807", "9223372036854775808", "1e308", "1e309", "Infinity", " 1", "'quoted'", "\"quoted\"", "😀", "?");

    private static readonly Gen<DataSchema> Unlike =
        from presence in Gen.OneOf<Presence?>(null, Presence.Required, Presence.Tolerated, Presence.Optional).Array[4]
        from sensitive in Gen.Bool
        select new DataSchema
        {
            Columns =
            [
                new() { Name = "A", Type = ColumnType.Number, Presence = presence[0], Sentinels = ["-999.5"], Sensitive = sensitive, Rules = [new RangeRule(0, 10), new FiniteRule(), new DistinctCountRule(0, 3)] },
                new() { Name = "B", Type = ColumnType.Integer, Presence = presence[1], Sentinels = ["-1"], Rules = [new DomainRule(["1", "9223372036854775807"]), new UniqueRule()] },
                new() { Name = "C", Type = ColumnType.Boolean, Presence = presence[2], Rules = [new DomainRule(["true"])], MinimumCompleteness = 0.5 },
                new() { Name = "D", Type = ColumnType.Text, Presence = presence[3], Sentinels = ["?"], Rules = [new LengthRule(1, 4), new TopValueRule(0.5)] },
            ],
            Rules =
            [
                new CompletenessRule(0.5), new ComparisonRule("A", Comparison.AtMost, "B"), new SumRule(["A", "B"], 1, 2),
                new ConditionalRule([new() { Name = "C", Type = ColumnType.Boolean }], [new() { Name = "A", Type = ColumnType.Number, Rules = [new RangeRule(1, 2)] }]),
            ],
        };

    // What the page says of texts where a schema says something else, by the plainest code there is.
    private static MissingState StateOf(string column, string? text) => (column, text) switch
    {
        (_, null) => MissingState.Null,
        (_, "") => MissingState.EmptyText,
        ("A", "NaN") => MissingState.NaN,
        ("A", "-999.5") or ("B", "-1") or ("D", "?") => MissingState.Sentinel,
        ("A", "1" or "-1" or "1.5" or "9223372036854775807" or "9223372036854775808" or "1e308" or "1e309" or "Infinity") => MissingState.None,
        ("B", "1" or "9223372036854775807") or ("C", "true" or "False") or ("D", _) => MissingState.None,
        _ => MissingState.Unparseable,
    };

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    public void Tables_of_texts_tell_every_way_to_lack_a_value_apart_and_alike_in_every_culture(string culture) =>
        Gen.Select(Unlike, Text.Array[4].Array[1, 8], Gen.OneOf<string?>(null, "A", "B", "D")).Sample(
            (schema, cells, absent) =>
            {
                CultureInfo.CurrentCulture = new(culture);
                Texts[] rows = [.. cells.Select(c => new Texts { A = c[0], B = c[1], C = c[2], D = c[3] })];
                string[] there = [.. Names.Where(n => n != absent)];
                string? Of(Texts row, string name) => (string?)typeof(Texts).GetProperty(name)!.GetValue(row);
                var table = there.Aggregate(new ColumnTable(), (t, n) => t.Add(n, Array.ConvertAll(rows, r => Of(r, n))));
                var frame = new DataFrame(there.Select(n => new StringDataFrameColumn(n, rows.Select(r => Of(r, n)))));
                var ml = new MLContext(1);
                IDataView view = ml.Data.LoadFromEnumerable(rows);
                view = absent is null ? view : ml.Transforms.DropColumns(absent).Fit(view).Transform(view);
                using var data = new DataTable();
                data.Columns.AddRange([.. there.Select(n => new DataColumn(n, typeof(string)))]);
                foreach (var row in rows)
                {
                    data.Rows.Add([.. there.Select(n => (object?)Of(row, n) ?? DBNull.Value)]);
                }

                using var reader = data.CreateDataReader();
                var expected = schema.Check(table);
                for (var i = 0; i < Names.Length; i++)
                {
                    var report = expected.Columns[i];
                    var states = rows.CountBy(r => Names[i] == absent ? MissingState.Absent : StateOf(Names[i], Of(r, Names[i]))).ToDictionary();
                    Assert.Equal(
                        Enum.GetValues<MissingState>().Select(s => (long)states.GetValueOrDefault(s)),
                        [report.Present, report.Null, report.NaN, report.EmptyText, report.Sentinel, report.Unparseable, report.Absent]);
                }

                Assert.Equal(Whole(expected), Whole(schema.Check(frame.AsColumns())));
                Assert.Equal(Whole(expected), Whole(schema.Check(reader.AsColumns())));
                Assert.Equal(Whole(expected), Whole(Tables.CheckSqlite(there, rows.Select(r => there.Select(n => (object?)Of(r, n))), c => schema.Check(c))));

                // ML.NET has no null: it is an empty text there, which breaks what null does.
                Assert.Equal(Counts(expected), Counts(schema.Check(view.AsColumns())));
            },
            iter: 300,
            threads: 2);
}
