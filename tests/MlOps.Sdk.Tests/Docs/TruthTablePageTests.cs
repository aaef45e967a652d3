using System.Data;
using System.Globalization;

namespace MlOps.Docs;

/// <summary>The truth tables of docs/validation.md, cell by cell: what the page says is what runs.</summary>
public class TruthTablePageTests
{
    private static readonly Page Page = new("docs/validation.md");

    private static readonly string[] States = ["null", "NaN", "empty text", "sentinel", "absent column", "unparseable text", "a value"];

    public sealed record Row
    {
        public double? Number { get; init; }

        public string? Text { get; init; }

        // What can't be read of a row of a .NET type.
        public double? Thrown => throw new FormatException();
    }

    /// <summary>The cells of the table with this first heading, by line.</summary>
    private static Dictionary<string, string[]> Table(string heading)
    {
        var lines = Page.Text.Split('\n').SkipWhile(l => !l.StartsWith($"| {heading} | {States[0]} |", StringComparison.Ordinal)).TakeWhile(l => l.StartsWith('|')).ToList();
        var rows = lines.Select(l => l.Split('|', StringSplitOptions.TrimEntries)[1..^1]).ToList();
        Assert.Equal(States, rows[0][1..(States.Length + 1)]);
        return rows.Skip(2).ToDictionary(r => r[0], r => r[1..]);
    }

    // One row of a table in which the column A is in this state, with a column B that has a value.
    private static BatchReport Check(string state, ColumnSchema a, params RowRule[] rules)
    {
        using var table = new DataTable();
        table.Columns.Add("B", typeof(double));
        if (state != "absent column")
        {
            table.Columns.Add("A", typeof(object));
        }

        object[] row = [1.0, state switch
        {
            "null" => DBNull.Value,
            "NaN" => a.Type == ColumnType.Number ? double.NaN : "NaN",
            "empty text" => "",
            "sentinel" => "-9",
            "unparseable text" => a.Type == ColumnType.Text ? new byte[1] : "x",
            _ => "5",
        }];
        table.Rows.Add(row[..table.Columns.Count]);
        using var reader = table.CreateDataReader();
        return new DataSchema { Columns = [a with { Name = "A" }, new() { Name = "B", Type = ColumnType.Number }], Rules = [.. rules] }.Check(reader.AsColumns());
    }

    private static ColumnSchema Column(ColumnType type, params ColumnRule[] rules) => new() { Name = "A", Type = type, Presence = Presence.Optional, Sentinels = ["-9"], Rules = [.. rules] };

    private static string Judged(RuleReport rule) => rule.Judged == 0 ? "skipped" : "judged";

    private static string OfColumn(string state, ColumnType type, ColumnRule rule) =>
        state == "NaN" && type != ColumnType.Number ? "none" : Judged(Check(state, Column(type, rule)).Rules.Single(r => r.Column == "A" && r.Rule != "readable"));

    private static string OfRow(string state, RowRule rule) => Judged(Check(state, Column(ColumnType.Number), rule).Rules[^1]);

    private static string OfPresence(string state, Presence? presence)
    {
        var broken = Check(state, Column(ColumnType.Number) with { Presence = presence }).Rules.Where(r => r.Column == "A" && r.Broken > 0).ToList();
        return broken.Count == 0 ? "passes" : $"{Assert.Single(broken).Severity.ToString().ToLowerInvariant()} `{broken[0].Rule}`";
    }

    private static string OverTheRow(string state)
    {
        if (state == "absent column")
        {
            return "none";
        }

        var row = state switch { "NaN" => new Row { Number = double.NaN }, "empty text" => new() { Text = "" }, "sentinel" => new() { Number = -9 }, "a value" => new() { Number = 5 }, _ => new() };
        var report = new BatchCheck<Row>(s => (state == "unparseable text" ? s.Column(r => r.Thrown).Optional() : s.Column(r => r.Number).Optional().MissingWhen(-9)).Rule("mine", _ => false)).Check([row]);
        return Judged(report.Rules[^1]);
    }

    private static string ForARow(string state)
    {
        Action<SchemaBuilder<Row>> schema = s => s.Column(r => r.Number).Optional().MissingWhen(-9).Unique().DistinctCount(5, 9).TopValue(0).Completeness(1).RowCount(9);
        var row = state switch { "NaN" => new Row { Number = double.NaN }, "sentinel" => new() { Number = -9 }, "a value" => new() { Number = 5 }, _ => new() };
        Assert.Empty(new RowValidator<Row>(schema).Check(row));
        return "skipped for a row";
    }

    // A condition that says that A must be there, and what it then asks of it.
    private static string Condition(string state) => Judged(Check(
        state,
        Column(ColumnType.Number),
        new ConditionalRule([new() { Name = "A", Type = ColumnType.Number }], [new() { Name = "B", Type = ColumnType.Number }])).Rules[^1]) == "skipped" ? "doesn't hold" : "judged";

    private static string Then(string state)
    {
        var rule = Check(
            state,
            Column(ColumnType.Number),
            new ConditionalRule([new() { Name = "B", Type = ColumnType.Number }], [new() { Name = "A", Type = ColumnType.Number }])).Rules[^1];
        Assert.Equal((1, state == "a value" ? 0 : 1), (rule.Judged, rule.Broken));
        return state == "a value" ? "judged" : "as above";
    }

    [Fact]
    public void Each_cell_of_the_table_of_rows_is_what_a_check_does()
    {
        var rules = new Dictionary<string, Func<string, string>[]>
        {
            ["`Required`, or nothing said"] = [s => OfPresence(s, Presence.Required), s => OfPresence(s, null)],
            ["`Tolerated`"] = [s => OfPresence(s, Presence.Tolerated)],
            ["`Optional`"] = [s => OfPresence(s, Presence.Optional)],
            ["`InRange`, `AtLeast`, `AtMost`"] = [s => OfColumn(s, ColumnType.Number, new RangeRule(6, 7)), s => OfColumn(s, ColumnType.Number, new RangeRule(6, double.PositiveInfinity))],
            ["`Finite`"] = [s => OfColumn(s, ColumnType.Number, new FiniteRule())],
            ["`OneOf`, `Is`, `Defined`"] = [s => OfColumn(s, ColumnType.Text, new DomainRule(["6"])), s => OfColumn(s, ColumnType.Integer, new DomainRule(["6"]))],
            ["`Matches`, `Length`, `Characters`"] =
                [s => OfColumn(s, ColumnType.Text, new PatternRule("6")), s => OfColumn(s, ColumnType.Text, new LengthRule(6, 7)), s => OfColumn(s, ColumnType.Text, new CharacterRule(CharacterClass.Letters))],
            ["`Must`"] = [Must],
            ["`Compare`, `SumsTo`"] = [s => OfRow(s, new ComparisonRule("A", Comparison.LessThan, "B")), s => OfRow(s, new SumRule(["A", "B"], 0, 0))],
            ["`When`, its condition"] = [Condition],
            ["`When`, what holds then"] = [Then],
            ["`RowCompleteness`"] = [s => Check(s, Column(ColumnType.Number), new CompletenessRule(1)).Rules[^1].Broken == 1 ? "counted as missing" : "counted as there"],
            ["`Rule` over the row"] = [OverTheRow],
            ["`Unique`, `DistinctCount`, `TopValue`, `Completeness`, `RowCount`"] = [ForARow],
        };

        Holds(Table("rule"), rules);
    }

    public sealed record MustRow
    {
        public double? A { get; init; }
    }

    private static string Must(string state)
    {
        var texts = new[] { state switch { "null" => null, "NaN" => "NaN", "empty text" => "", "sentinel" => "-9", "unparseable text" => "x", _ => "5" } };
        Action<SchemaBuilder<MustRow>> code = s => s.Column(r => r.A).Optional().MissingWhen(-9).Must("mine", _ => throw new FormatException());
        var report = DataSchema.For(code).Check(state == "absent column" ? new ColumnTable().Add("B", texts) : new ColumnTable().Add("A", texts), code);
        Assert.Equal(state == "a value" ? 1 : 0, report.InvalidRows);
        return Judged(report.Rules.Single(r => r.Rule == "mine"));
    }

    [Fact]
    public void Each_cell_of_the_table_of_batches_is_what_a_check_does()
    {
        string Set(string state, ColumnRule rule) => OfColumn(state == "no value at all" ? "null" : state, ColumnType.Number, rule) is var judged && state == "no value at all"
            ? Check("null", Column(ColumnType.Number, rule)).Rules.Single(r => r.Column == "A" && r.Rule != "readable").Verdict.Kind.ToString().ToLowerInvariant()
            : judged == "judged" ? "counted" : judged;
        string Completeness(string state)
        {
            var rule = Check(state == "no value at all" ? "null" : state, Column(ColumnType.Number) with { MinimumCompleteness = 1 }).Rules.Single(r => r.Column == "A" && r.Rule == "completeness");
            return state == "no value at all" ? rule.Verdict.Kind == VerdictKind.Inconclusive ? "inconclusive" : "judged" : rule.Broken == 1 ? "counted as missing" : "counted as there";
        }

        string RowCount(string state)
        {
            var rule = Check(state == "no value at all" ? "null" : state, Column(ColumnType.Number), new RowCountRule(1, 1)).Rules[^1];
            Assert.Equal((1, VerdictKind.Pass), (rule.Judged, rule.Verdict.Kind));
            return state == "no value at all" ? "judged" : "counted";
        }

        Holds(Table("over a batch"), new()
        {
            ["`Completeness`"] = [Completeness],
            ["`Unique`, `DistinctCount`, `TopValue`"] = [s => Set(s, new UniqueRule()), s => Set(s, new DistinctCountRule(5, 9)), s => Set(s, new TopValueRule(0))],
            ["a tolerated share"] = [s => Set(s, new RangeRule(6, 7) { ToleratedShare = 0.5 }), s => Set(s, new RangeRule(5, 5) { ToleratedShare = 0.5 })],
            ["`RowCount`"] = [RowCount],
        });
    }

    private static void Holds(Dictionary<string, string[]> page, Dictionary<string, Func<string, string>[]> rules)
    {
        Assert.Equal(rules.Keys, page.Keys);
        foreach (var (rule, cells) in page)
        {
            string[] states = cells.Length == States.Length ? States : [.. States, "no value at all"];
            foreach (var (state, cell) in states.Zip(cells))
            {
                // What follows says more than this table.
                var said = cell.Split(';', ':', ',')[0];
                Assert.All(rules[rule], outcome => Assert.Equal($"{rule} on {state}: {said}", string.Create(CultureInfo.InvariantCulture, $"{rule} on {state}: {outcome(state)}")));
            }
        }
    }
}
