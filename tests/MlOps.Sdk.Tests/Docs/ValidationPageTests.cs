using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace MlOps.Docs;

/// <summary>The schema of docs/validation.md.</summary>
public class ValidationPageTests
{
    [Fact]
    public void The_rules_are_written_once()
    {
        static void Rules(SchemaBuilder<CensusRow> s) => s
            .Column(r => r.Age).Required().InRange(17, 90)
            .Column(r => r.HoursPerWeek).Tolerated().AtLeast(0)
            .Column(r => r.Workclass).OneOf("Private", "State-gov", "Local-gov")
            .Column(r => r.PersonId).Optional().Sensitive().Matches("^[0-9]+$")
            .RowCompleteness(0.75)
            .Rule("hours fit the age", r => r.Age > 17 || r.HoursPerWeek <= 40, Severity.Soft);

        var row = new CensusRow { Age = 17, HoursPerWeek = 60, Workclass = "Private", PersonId = "12" };

        DataSchema schema = DataSchema.For<CensusRow>(Rules);       // as data: to register, keep, compare and print
        var validator = new RowValidator<CensusRow>(Rules);         // checks single rows; one for the app, for all threads
        ImmutableArray<Violation> violations = validator.Check(row);
        bool isValid = violations.All(v => v.Severity == Severity.Soft);

        Assert.Equal(["Age", "HoursPerWeek", "Workclass", "PersonId"], schema.Columns.Select(c => c.Name));
        Assert.Equal((1, true), (violations.Length, isValid));
        Assert.Contains("'hours fit the age'", Assert.Throws<ArgumentException>(() => new RowValidator<CensusRow>(schema)).Message, StringComparison.Ordinal);
        Assert.Equal(violations, new RowValidator<CensusRow>(schema, Rules).Check(row));
    }

    [Fact]
    public void What_changed_is_printed()
    {
        var before = DataSchema.For<CensusRow>(s => s.Column(r => r.Age).InRange(17, 90).Column(r => r.Workclass).OneOf("Private").RowCompleteness(0.75));
        var after = DataSchema.For<CensusRow>(s => s.Column(r => r.Age).InRange(18, 80).Column(r => r.Workclass).OneOf("Private", "Federal-gov"));
        var Console = new StringWriter { NewLine = "\n" }; // The page prints; here it is compared.

        SchemaComparison changes = SchemaComparison.OfInputs(before, after);
        Console.WriteLine(changes);

        new Page("docs/validation.md").Prints(Console.ToString().Trim());
        Assert.False(changes.IsSafe);
    }

    [Fact]
    public void Every_word_goes_with_every_other()
    {
        DataSchema loans = DataSchema.For<LoanRow>(s => s
            .Column(r => r.Age).Required().InRange(17, 90, tolerated: 0.01).Unit("years").MissingWhen(-999)
            .Column(r => r.Email).Optional().Sensitive().Length(3, 200).Characters(CharacterClass.PrintableAscii)
            .Column(r => r.Kind).Defined()
            .Column(r => r.Employer).Tolerated().MissingWhen("?", "n/a").TopValue(0.2).Completeness(0.9)
            .Column(r => r.Embedding).Length(3).EachFinite()
            .Column(r => r.Repaid).ExpectedIn(SchemaEnvironments.Training)
            .Compare(r => r.Start, Comparison.AtMost, r => r.End)
            .SumsTo(1, 0.001, r => r.Own, r => r.Borrowed)
            .When(r => r.Kind, LoanKind.Mortgage, then => then.Column(r => r.Property).Length(1, 200))
            .RowCount(1_000));
        var good = new LoanRow { Age = 40, Kind = LoanKind.Mortgage, Employer = "a mill", Embedding = [0, 1, 2], Start = 1, End = 2, Own = 0.25f, Borrowed = 0.75f, Property = "a house" };

        Assert.Empty(new RowValidator<LoanRow>(loans).Check(good));
        Assert.Equal(
            ["Embedding[1]: finite, expected a finite number", "Property: required, expected a value where Kind is one of 1, missing as Null"],
            new RowValidator<LoanRow>(loans).Check(good with { Embedding = [0, float.NaN, 1], Property = null }).Select(v => v.ToString()));
    }

    public sealed record Applicant
    {
        [Required, Range(17, 90), ModelColumn(Unit = "years", MissingWhen = ["-999"])]
        public float Age { get; init; }

        [StringLength(200, MinimumLength = 3), ModelColumn(Sensitive = true, Presence = Presence.Optional)]
        public string? Email { get; init; }

        [ModelColumn("input", Length = 128)]
        public float[]? Embedding { get; init; }
    }

    [Fact]
    public void Attributes_say_the_same()
    {
        DataSchema schema = DataSchema.FromAttributes<Applicant>();
        var both = new RowValidator<Applicant>(s => s.FromAttributes().Column(r => r.Age).AtMost(70, Severity.Soft));

        Assert.Equal(["Age", "Email", "input"], schema.Columns.Select(c => c.Name));
        Assert.Equal(
            """
            DataSchema.For<Applicant>(s => s
                .Column(r => r.Age).Required().InRange(17, 90).Unit("years").MissingWhen(-999f)
                .Column(r => r.Email).Optional().Sensitive().Length(3, 200)
                .Column(r => r.Embedding).Length(128))
            """,
            schema.ToCSharp<Applicant>().Replace("ValidationPageTests.", "", StringComparison.Ordinal));
        var embedding = new float[128];
        Assert.Equal(Severity.Soft, Assert.Single(both.Check(new() { Age = 80, Embedding = embedding })).Severity);
        embedding[17] = float.NaN;
        Assert.Equal(
            "input[17]: finite, expected a finite number",
            Assert.Single(new RowValidator<Applicant>(s => s.FromAttributes().Column(r => r.Embedding).EachFinite()).Check(new() { Age = 20, Embedding = embedding })).ToString());
    }

    [Fact]
    public void The_page_shows_a_schema_as_JSON_with_every_member_and_every_rule()
    {
        var json = Assert.Single(new Page("docs/validation.md").Blocks("json"));
        var schema = DataSchema.FromJson(json);

        // As it is written again, but for the space between.
        Assert.Equal(JsonNode.Parse(json)!.ToJsonString(), schema.ToJson());
        Assert.All(
            new[] { typeof(ColumnRule), typeof(RowRule) }.SelectMany(t => t.GetCustomAttributes<JsonDerivedTypeAttribute>()),
            rule => Assert.Contains(schema.Rules.Cast<object>().Concat(schema.Columns.SelectMany(c => c.Rules)), r => r.GetType() == rule.DerivedType));
        Assert.All(typeof(ColumnSchema).GetProperties(), member => Assert.Contains($"\"{JsonNamingPolicy.CamelCase.ConvertName(member.Name)}\":", json, StringComparison.Ordinal));
    }

    public sealed record Visit
    {
        public DateTimeOffset At { get; init; }

        public long AtMilliseconds => At.ToUnixTimeMilliseconds();
    }

    [Fact]
    public void Two_times_of_an_hour_that_the_clock_strikes_twice_are_two()
    {
        var first = new DateTimeOffset(2025, 10, 26, 2, 30, 0, TimeSpan.FromHours(2));
        var report = new BatchCheck<Visit>(s => s.Column(r => r.AtMilliseconds).Unique()).Check([new() { At = first }, new() { At = first.AddHours(1) }]);

        Assert.Equal(VerdictKind.Pass, report.Verdict.Kind);
        var refused = Assert.Throws<ArgumentException>(() => new RowValidator<Visit>(new DataSchema { Columns = [new() { Name = "At", Type = ColumnType.Integer }] }));
        Assert.Contains("Visit.At is a DateTimeOffset, which no column can be", refused.Message, StringComparison.Ordinal);
    }

    private enum LoanKind
    {
        Consumer,
        Mortgage,
    }

    private sealed record LoanRow
    {
        public float Age { get; init; }

        public string? Email { get; init; }

        public LoanKind Kind { get; init; }

        public string? Employer { get; init; }

        public float[]? Embedding { get; init; }

        public bool Repaid { get; init; }

        public int Start { get; init; }

        public int End { get; init; }

        public float Own { get; init; }

        public float Borrowed { get; init; }

        public string? Property { get; init; }
    }

    private sealed record CensusRow
    {
        public float Age { get; init; }

        public float HoursPerWeek { get; init; }

        public string? Workclass { get; init; }

        public string? PersonId { get; init; }
    }
}
