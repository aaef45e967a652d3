using System.Data;
using System.Globalization;

namespace MlOps.Batches;

/// <summary>
/// Times at the two nights when the clock changes. There is no column of times: one is checked as its instant, a whole number, or as a text with its
/// offset, and every kind of rule that either can have tells the two half past twos of autumn apart.
/// </summary>
public class ClockChangeTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    // Half past two stands twice on the clock in autumn, and not at all in spring.
    private static readonly DateTimeOffset First = new(2025, 10, 26, 2, 30, 0, TimeSpan.FromHours(2));
    private static readonly DateTimeOffset Second = new(2025, 10, 26, 2, 30, 0, TimeSpan.FromHours(1));
    private static readonly DateTime Nowhere = new(2025, 3, 30, 2, 30, 0, DateTimeKind.Unspecified);

    public sealed record Visit
    {
        public DateTimeOffset Begin { get; init; }

        public DateTimeOffset End { get; init; }

        public DateTime Local { get; init; }

        public long BeginAt => Begin.ToUnixTimeMilliseconds();

        public long EndAt => End.ToUnixTimeMilliseconds();

        public string Iso => Begin.ToString("O", CultureInfo.InvariantCulture);

        public string Clock => Begin.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
    }

    private static readonly Visit[] Both = [new() { Begin = First, End = Second }, new() { Begin = Second, End = Second.AddMinutes(1) }];

    private static long At(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private static string Broken(Action<SchemaBuilder<Visit>> schema, params Visit[] rows) =>
        string.Join(", ", new BatchCheck<Visit>(schema).Check(rows).Rules.Where(r => r.Broken > 0 || r.Verdict.Kind is VerdictKind.Fail).Select(r => $"{r.Rule} {r.Broken}"));

    [Fact]
    public void The_hour_that_comes_twice_is_two_instants_and_two_texts()
    {
        Assert.True(Berlin.IsAmbiguousTime(First.DateTime));
        Assert.Equal("", Broken(s => s.Column(r => r.BeginAt).Unique().DistinctCount(2, 2).TopValue(0.5).Column(r => r.Iso).Unique().DistinctCount(2, 2), Both));
        Assert.Equal("", Broken(s => s.Compare(r => r.BeginAt, Comparison.LessThan, r => r.EndAt), Both));
        Assert.Equal("range 1", Broken(s => s.Column(r => r.BeginAt).AtMost(At(First)), Both));
        Assert.Equal("range 1", Broken(s => s.Column(r => r.BeginAt).InRange(At(First) + 1, At(Second)), Both));
        Assert.Equal("domain 1", Broken(s => s.Column(r => r.BeginAt).OneOf(At(Second)), Both));
        Assert.Equal("domain 1", Broken(s => s.Column(r => r.Iso).OneOf("2025-10-26T02:30:00.0000000+01:00"), Both));
        Assert.Equal("pattern 1", Broken(s => s.Column(r => r.Iso).Matches(@"\+01:00$").Length(33, 33).Characters(CharacterClass.PrintableAscii), Both));
        Assert.Equal("condition 1", Broken(s => s.When(r => r.BeginAt, At(Second), then => then.Column(r => r.EndAt).AtMost(At(Second))), Both));
        Assert.Equal("sum 1", Broken(s => s.SumsTo(At(First), 0, r => r.BeginAt), Both));

        // What the clock on the wall shows is one text.
        Assert.Equal("unique 1", Broken(s => s.Column(r => r.Clock).Unique(), Both));
    }

    [Fact]
    public void The_hour_that_never_comes_is_for_code_to_find_and_no_instant_lies_in_it()
    {
        Assert.True(Berlin.IsInvalidTime(Nowhere));
        Action<SchemaBuilder<Visit>> exists = s => s.Rule("exists", r => !Berlin.IsInvalidTime(r.Local));
        Assert.Equal("exists 1", Broken(exists, new Visit { Local = Nowhere }, new Visit { Local = Nowhere.AddHours(1) }));

        // The last millisecond before it and the first after it are neighbours.
        var (before, after) = (new DateTimeOffset(2025, 3, 30, 1, 59, 59, 999, TimeSpan.FromHours(1)), new DateTimeOffset(2025, 3, 30, 3, 0, 0, TimeSpan.FromHours(2)));
        Assert.Equal("", Broken(s => s.Column(r => r.BeginAt).InRange(At(before), At(before) + 1).Unique(), new Visit { Begin = before }, new Visit { Begin = after }));
        Assert.Equal("comparison 1", Broken(s => s.Compare(r => r.BeginAt, Comparison.LessThan, r => r.EndAt), new Visit { Begin = after, End = before }, new Visit { Begin = before, End = after }));
    }

    [Theory]
    [InlineData(nameof(Visit.Begin), "DateTimeOffset")]
    [InlineData(nameof(Visit.Local), "DateTime")]
    public void A_time_is_no_column_and_the_refusal_names_its_type(string name, string type)
    {
        var schema = new DataSchema { Columns = [new() { Name = name, Type = ColumnType.Integer }] };

        var refused = Assert.Throws<ArgumentException>(() => new RowValidator<Visit>(schema)).Message;

        Assert.Contains($"'{name}' is Integer in the schema, but Visit.{name} is a {type}, which no column can be.", refused, StringComparison.Ordinal);
        Assert.Contains($"but Visit.{name} is a {type}", Assert.Throws<ArgumentException>(() => new RowValidator<Visit>(new DataSchema { Rules = [new ComparisonRule(name, Comparison.AtMost, "BeginAt")] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Times_of_a_database_are_texts_to_the_last_digit_whatever_their_kind()
    {
        using var table = new DataTable();
        table.Columns.Add("When", typeof(object));
        object[] times =
        [
            First, Second, First.AddTicks(1), Nowhere, DateTime.SpecifyKind(Nowhere, DateTimeKind.Utc), DateTime.SpecifyKind(First.DateTime.AddTicks(3), DateTimeKind.Local), new DateOnly(2025, 3, 30), new TimeOnly(2, 30),
        ];
        foreach (var time in times)
        {
            table.Rows.Add(time);
        }

        BatchReport Check(ColumnType type, params ColumnRule[] rules)
        {
            using var reader = table.CreateDataReader();
            return new DataSchema { Columns = [new() { Name = "When", Type = type, Rules = [.. rules] }] }.Check(reader.AsColumns());
        }

        var texts = Check(ColumnType.Text, new UniqueRule(), new PatternRule("^(2025-(03-30|10-26)(T02:30:00.000000[0-9](Z|[+-]\\d\\d:\\d\\d)?)?|02:30:00.0000000)$"));
        Assert.Equal((VerdictKind.Pass, 8), (texts.Verdict.Kind, texts.Columns[0].Distinct));

        // As numbers they mean nothing that everybody agrees on: they can't be read, and are not missing.
        Assert.Equal((8, 8), (Check(ColumnType.Integer).Columns[0].Unparseable, Check(ColumnType.Number).Columns[0].Unparseable));
    }
}
