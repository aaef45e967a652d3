using CsCheck;
using Wide = MlOps.Rows.AgreementTests.Wide;

namespace MlOps.Batches;

/// <summary>Rows and tables of every kind agree to the last count, on every schema.</summary>
public class SourceAgreementTests
{
    private static readonly Gen<DataSchema> WithoutCode = MlOps.Rows.AgreementTests.AnySchema.Select(s => new DataSchema
    {
        Columns = [.. s.Columns.Select(c => c with { Rules = [.. c.Rules.Where(r => r is not CustomColumnRule)] })],
        Rules = [.. s.Rules.Where(r => r is not CustomRowRule)],
    }).Where(s => !s.Columns.IsEmpty || !s.Rules.IsEmpty);

    // Of what type a column is that values of any type stand in, only the schema can say.
    private static bool Describes(DataSchema schema)
    {
        var known = schema.Columns.Concat(schema.Rules.OfType<ConditionalRule>().SelectMany(r => r.When.Concat(r.Then))).Select(c => c.Name).ToHashSet();
        return schema.Rules.All(r => r switch
        {
            ComparisonRule comparison => known.Contains(comparison.Left) && known.Contains(comparison.Right),
            SumRule sum => sum.Columns.All(known.Contains),
            _ => true,
        });
    }

    // A DataTable makes 0 of -0.
    private static string Without(BatchReport report, string what) => string.Join('\n', System.Text.RegularExpressions.Regex.Replace(report.ToJson(observed: true), "(?<=[=\"])-0(?=[\",])", "0").Split(',').Where(p => !p.Contains(what, StringComparison.Ordinal)));

    internal static void Same(BatchReport expected, BatchReport actual)
    {
        Assert.Equal(Without(expected, "\"mean\""), Without(actual, "\"mean\""));
        foreach (var (a, b) in expected.Columns.Zip(actual.Columns))
        {
            Assert.Equal(a.Mean is null, b.Mean is null);
            Assert.True(a.Mean is null || Math.Abs(a.Mean.Value - b.Mean!.Value) <= 1e-12 * Math.Max(Math.Abs(a.Min!.Value), Math.Abs(a.Max!.Value)) || !double.IsFinite(a.Min!.Value) || !double.IsFinite(a.Max!.Value), $"{a} {b}");
        }
    }

    [Fact]
    public void Every_row_has_the_verdict_that_a_single_row_has_and_the_counts_are_theirs() =>
        Gen.Select(WithoutCode, MlOps.Rows.AgreementTests.AnyRow.Array[0, 20]).Sample(
            (schema, rows) =>
            {
                var validator = new RowValidator<Wide>(schema);
                var check = new BatchCheck<Wide>(schema);
                var found = check.Run(rows).ToList();

                Assert.Equal(rows.Select(r => validator.Check(r)), found.Select(f => f.Violations));
                Assert.Equal(found.Count(f => !f.IsValid), check.Report.InvalidRows);
                foreach (var column in schema.Columns.Where(c => c.Vector is null))
                {
                    foreach (var rule in new[] { "range", "domain", "pattern", "finite", "length", "characters", "required" })
                    {
                        var ofColumn = check.Report.Rules.Where(r => r.Column == column.Name && r.Rule == rule);
                        var told = found.Sum(f => f.Violations.Count(v => v.Column == column.Name && v.Rule == rule && !v.Expected.Contains(" where ", StringComparison.Ordinal)));
                        Assert.Equal(told, ofColumn.Sum(r => r.Broken));
                    }
                }
            },
            iter: 500);

    [Fact]
    public void Columns_in_memory_agree_with_rows() =>
        Gen.Select(WithoutCode, MlOps.Rows.AgreementTests.AnyRow.Array[0, 20]).Sample(
            (schema, rows) => Same(new BatchCheck<Wide>(schema).Check(rows), schema.Check(WideTable.InMemory(rows))),
            iter: 500);

    [Fact]
    public void Columns_of_text_agree_with_rows() =>
        Gen.Select(WithoutCode.Where(Describes), MlOps.Rows.AgreementTests.AnyRow.Array[0, 20]).Sample(
            (schema, rows) => Same(new BatchCheck<Wide>(schema).Check(rows), schema.Check(WideTable.InMemory(rows, asText: true))),
            iter: 500);

    [Fact]
    public void A_reader_of_a_database_agrees_with_rows() =>
        Gen.Select(WithoutCode.Where(s => s.Columns.Concat(s.Rules.OfType<ConditionalRule>().SelectMany(r => r.When.Concat(r.Then))).All(c => c.Vector is null)
            && Describes(s)), MlOps.Rows.AgreementTests.AnyRow.Array[0, 20]).Sample(
            (schema, rows) =>
            {
                using var reader = WideTable.Reader(rows);
                Same(new BatchCheck<Wide>(schema).Check(rows), schema.Check(reader.AsColumns()));
            },
            iter: 200);

    [Fact]
    public void Merging_is_associative_and_commutative_has_an_identity_and_gives_the_report_of_the_whole() =>
        Gen.Select(MlOps.Rows.AgreementTests.AnySchema.Where(s => !s.Columns.IsEmpty || !s.Rules.IsEmpty), MlOps.Rows.AgreementTests.AnyRow.Array[0, 12], Gen.Int[0, 12], Gen.Int[0, 12], Gen.OneOf(0, 70L, 300, 1 << 20)).Sample(
            (schema, rows, first, second, budget) =>
            {
                // Custom rules too, of which some throw; and one part in three in which everything is missing that can be.
                var validator = new RowValidator<Wide>(MlOps.Rows.AgreementTests.Write(schema));
                rows = [.. rows.Select((r, i) => i >= first && i < second && (second & 1) == 0 ? new Wide { Single = float.NaN, Double = double.NaN } : r)];
                var cuts = new[] { 0, Math.Min(first, rows.Length), Math.Min(second, rows.Length), rows.Length }.Order().ToArray();
                BatchReport Part(int from, int to) => new BatchCheck<Wide>(validator, new() { FirstRow = from, MaxSamples = 3, MemoryBudget = budget }).Check(rows[from..to]);
                var (a, b, c) = (Part(cuts[0], cuts[1]), Part(cuts[1], cuts[2]), Part(cuts[2], cuts[3]));
                var whole = Part(0, rows.Length);

                Same(whole, a.Merge(b).Merge(c));
                Same(whole, a.Merge(b.Merge(c)));
                Same(whole, c.Merge(a).Merge(b));
                Same(a.Merge(b), b.Merge(a));
                Same(whole, whole.Merge(Part(0, 0)));
                Same(whole, Part(0, 0).Merge(whole));
            },
            iter: 500);

    [Fact]
    public void Merging_takes_parts_in_which_everything_is_missing()
    {
        var schema = DataSchema.For<Wide>(s => s.Column(r => r.MaybeDouble).Optional().AtLeast(0).Unique().Column(r => r.Text).DistinctCount(1, 2));
        var check = new BatchCheck<Wide>(schema);
        var (none, some) = (check.Check([new(), new()]), check.Check([new() { MaybeDouble = 2, Text = "a" }]));

        Same(check.Check([new(), new(), new() { MaybeDouble = 2, Text = "a" }]), check.Check([new(), new()]).Merge(new BatchCheck<Wide>(schema, options: new() { FirstRow = 2 }).Check([new() { MaybeDouble = 2, Text = "a" }])));
        Same(none.Merge(some), some.Merge(none));
        Assert.Throws<ArgumentException>(() => some.Merge(new BatchCheck<Wide>(s => s.Column(r => r.Flag)).Check([])));
    }
}
