using System.Data;

namespace MlOps.Batches;

public class TableTests
{
    private static readonly DataSchema Schema = new()
    {
        Columns =
        [
            new() { Name = "Age", Type = ColumnType.Number, Rules = [new RangeRule(17, 90)] },
            new() { Name = "Name", Type = ColumnType.Text, Presence = Presence.Optional },
        ],
    };

    [Fact]
    public void A_text_that_can_not_be_read_as_a_number_is_told_apart_from_one_that_is_missing()
    {
        var report = Schema.Check(new ColumnTable().Add("Age", new[] { "20", null, "", "twenty", "NaN", "1e2" }).Add("Name", new string?[6]));

        var age = report.Columns[0];
        Assert.Equal((2, 1, 1, 1, 1, 1), (age.Present, age.Null, age.EmptyText, age.Unparseable, age.NaN, age.OutOfRange));
        Assert.Equal([new FailingRow(3, "twenty")], Assert.Single(report.Rules, r => r.Column == "Age" && r.Rule == "readable").Samples);
        Assert.Equal([1, 2, 4], Assert.Single(report.Rules, r => r.Column == "Age" && r.Rule == "required").Samples.Select(s => s.Position));
    }

    [Fact]
    public void A_reader_tells_them_apart_too_and_takes_values_of_other_types_as_the_schema_says()
    {
        using var table = new DataTable();
        table.Columns.Add("Age", typeof(object));
        table.Columns.Add("Name", typeof(object));
        foreach (var value in new object[] { 20, 21L, 22.5m, "23", "x", "", DBNull.Value, new byte[1], true })
        {
            table.Rows.Add(value, 5);
        }

        using var reader = table.CreateDataReader();
        var report = Schema.Check(reader.AsColumns());

        var age = report.Columns[0];
        Assert.Equal((4, 1, 1, 3), (age.Present, age.Null, age.EmptyText, age.Unparseable));
        Assert.Equal(9, report.Columns[1].Present);
        Assert.Equal(5, report.InvalidRows);
    }

    [Fact]
    public void A_column_that_the_table_lacks_is_absent_in_every_row_and_its_presence_judges_that()
    {
        var report = Schema.Check(new ColumnTable().Add("Other", new[] { 1f, 2f }));

        Assert.Equal((2, 2, 2), (report.Columns[0].Absent, report.Columns[1].Absent, report.InvalidRows));
        Assert.Equal(VerdictKind.Fail, report.Verdict.Kind);
        Assert.Equal("no such column", Assert.Single(report.Rules, r => r.Column == "Age" && r.Rule == "required").Samples[0].Observed);
    }

    [Fact]
    public void A_column_of_another_type_is_an_error_that_names_both()
    {
        var error = Assert.Throws<ArgumentException>(() => Schema.Check(new ColumnTable().Add("Age", new[] { true }).Add("Name", new[] { 1L })));

        Assert.Contains("Column 'Age' is Number in the schema, but the table.Age is Boolean", error.Message, StringComparison.Ordinal);
        Assert.Contains("Read the table's column as Number or, for a single value, as texts, which are parsed; or change the schema.", error.Message, StringComparison.Ordinal);
        Assert.Contains("Column 'Name' is Text", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_in_code_does_not_run_over_a_table_and_is_inconclusive()
    {
        var schema = DataSchema.For<CensusRow>(s => s.Column(r => r.Age).Must("odd", _ => true).Rule("fits", _ => true));

        var report = schema.Check(new ColumnTable().Add("Age", new[] { 1f }));

        Assert.Equal((VerdictKind.Inconclusive, 3, 5), (report.Verdict.Kind, report.RulesRun, report.RuleCount));
        Assert.Contains("odd did not run", report.Verdict.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_in_code_for_a_column_runs_over_a_table_that_is_given_its_code_as_over_rows()
    {
        Action<SchemaBuilder<CensusRow>> code = s => s
            .Column(r => r.Age).Tolerated().Must("even", a => a % 2 == 0)
            .Column(r => r.Workclass).Optional().Must("throws", w => throw new FormatException(w))
            .Column(r => r.Children).Must("few", c => c < 3, Severity.Soft)
            .Column(r => r.Married).Must("true", m => m)
            .Rule("fits", _ => true);
        var schema = DataSchema.For(code);
        CensusRow[] rows = [new() { Age = 2, Married = true }, new() { Age = 3, Workclass = "a", Children = 5 }, new() { Age = float.NaN, Children = 9 }];
        ColumnTable Table() => new ColumnTable()
            .Add("Age", rows.Select(r => r.Age).ToArray())
            .Add("Workclass", rows.Select(r => r.Workclass).ToArray())
            .Add("Children", rows.Select(r => $"{r.Children}").ToArray())
            .Add("Married", rows.Select(r => r.Married).ToArray());

        var ofRows = new BatchCheck<CensusRow>(schema, code).Check(rows);
        var ofTable = schema.Check(Table(), code);

        Assert.Equal(ofRows.Rules.Where(r => r.Rule != "fits"), ofTable.Rules.Where(r => r.Rule != "fits"));
        Assert.Equal([1, 1, 2, 2], new[] { "even", "throws", "few", "true" }.Select(n => (int)ofTable.Rules.Single(r => r.Rule == n).Broken));
        Assert.Contains("fits did not run: it is code over rows", ofTable.Rules[^1].Verdict.ToString(), StringComparison.Ordinal);
        Assert.Contains("bring the code", schema.Check(Table()).Rules.Single(r => r.Rule == "even").Verdict.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_vectors_the_smallest_the_largest_and_the_mean_are_those_of_all_elements()
    {
        var schema = new DataSchema { Columns = [new() { Name = "input", Type = ColumnType.Number, Vector = new(), Presence = Presence.Optional, Rules = [new FiniteRule()] }] };

        ColumnReport Of(params float[]?[] vectors) => schema.Check(new ColumnTable().Add("input", vectors)).Columns[0];

        var some = Of([1, -3], null, [], [float.NaN, 5]);
        Assert.Equal((3, 1, -3, 5, 1), (some.Present, some.Null, some.Min, some.Max, some.Mean));
        Assert.Equal((2, null, null, null), (Of([], [float.NaN]).Present, Of([], [float.NaN]).Min, Of([float.NaN]).Max, Of([]).Mean));
        Assert.Equal((double.PositiveInfinity, 2), (Of([2, float.PositiveInfinity]).Max, Of([2, float.PositiveInfinity]).Mean));
        schema = schema with { Columns = [schema.Columns[0] with { Sensitive = true }] };
        Assert.Equal((null, null, null), (Of([7]).Min, Of([7]).Max, Of([7]).Mean));
    }

    [Fact]
    public void Many_chunks_count_as_one_batch()
    {
        var values = Enumerable.Range(0, 50_000).Select(i => i == 20_000 ? float.NaN : i == 40_000 ? 91 : 17 + (i % 70)).Select(v => (float)v).ToArray();

        var report = Schema.Check(new ColumnTable().Add("Age", values).Add("Name", new string?[values.Length]));

        Assert.Equal((50_000, 2), (report.Rows, report.InvalidRows));
        Assert.Equal((49_999, 1, 1, 17, 91), (report.Columns[0].Present, report.Columns[0].NaN, report.Columns[0].OutOfRange, report.Columns[0].Min, report.Columns[0].Max));
        Assert.Equal([40_000L], Assert.Single(report.Rules, r => r.Column == "Age" && r.Rule == "range").Samples.Select(s => s.Position));
    }

    [Fact]
    public void Columns_of_one_table_are_of_one_length_and_have_names_of_their_own()
    {
        Assert.Throws<ArgumentException>(() => new ColumnTable().Add("a", new float[1]).Add("b", new float[2]));
        Assert.Throws<ArgumentException>(() => new ColumnTable().Add("a", new float[1]).Add("a", new float[1]));
    }
}
