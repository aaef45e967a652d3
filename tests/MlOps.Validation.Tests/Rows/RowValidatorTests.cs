using System.Globalization;

namespace MlOps.Rows;

public class RowValidatorTests
{
    [Fact]
    public void A_row_that_breaks_three_rules_reports_all_three_with_column_rule_observed_and_expected()
    {
        var found = Checked.By<CensusRow>(
            s => s.Column(r => r.Age).InRange(17, 90)
                  .Column(r => r.Workclass).OneOf("Private", "State-gov", "Local-gov", "Never-worked")
                  .Column(r => r.PersonId)
                  .Column(r => r.Children).AtMost(20),
            new() { Age = 16.5f, Workclass = "private", Children = 2 });

        Assert.Equal(
            [
                new Violation("Age", "range", Severity.Hard, "17 to 90") { Observed = "16.5" },
                new Violation("Workclass", "domain", Severity.Hard, "one of Private, State-gov, Local-gov (4 values)") { Observed = "private" },
                new Violation("PersonId", "required", Severity.Hard, "a value") { Observed = "null", Missing = MissingState.Null },
            ],
            found);
    }

    [Fact]
    public void One_column_reports_every_rule_that_it_breaks()
    {
        var found = Checked.By<CensusRow>(
            s => s.Column(r => r.Workclass).Matches("^[A-Z]").OneOf(["A", "B"], Severity.Soft).Must("long", w => w.Length > 9),
            new() { Workclass = "c" });

        Assert.Equal(
            [("pattern", Severity.Hard, "a text that matches ^[A-Z]"), ("domain", Severity.Soft, "one of A, B"), ("long", Severity.Hard, "'long' to hold")],
            found.Select(v => (v.Rule, v.Severity, v.Expected)));
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    [InlineData(9007199254740993)]
    [InlineData(9007199254740992)]
    [InlineData(-1)]
    public void Whole_numbers_are_compared_exactly(long value)
    {
        foreach (var (minimum, maximum) in new (double, double)[]
        {
            (double.NegativeInfinity, double.PositiveInfinity), (-9223372036854775808.0, 9007199254740992), (9223372036854775808.0, 1e300),
            (-1e300, -9223372036854777856.0), (-1.5, -0.5), (-1.5, 9007199254740992), (double.PositiveInfinity, double.PositiveInfinity),
        })
        {
            var schema = new DataSchema
            {
                Columns = [new() { Name = "Income", Type = ColumnType.Integer, Rules = [new RangeRule(minimum, maximum)] }],
            };
            // A decimal can't hold the bounds; a quotient of big integers can't be rounded. This is the comparison by definition.
            var expected = Exact(minimum) <= 2 * (System.Numerics.BigInteger)value && 2 * (System.Numerics.BigInteger)value <= Exact(maximum);

            var found = Checked.Both<CensusRow>(new(schema), new(schema, null, null, _ => { }, compile: false), new() { Income = value });

            Assert.Equal(expected, found.IsEmpty);
        }

        static System.Numerics.BigInteger Exact(double bound) => double.IsInfinity(bound)
            ? (System.Numerics.BigInteger)(bound > 0 ? double.MaxValue : double.MinValue) * 2
            : (System.Numerics.BigInteger)(bound * 2);
    }

    [Fact]
    public void Text_is_the_same_in_every_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            var violation = Assert.Single(Checked.By<CensusRow>(s => s.Column(r => r.Age).InRange(0.5, 1.5), new() { Age = 2.5f }));

            Assert.Equal(("0.5 to 1.5", "2.5"), (violation.Expected, violation.Observed));
            Assert.Empty(Checked.By<CensusRow>(s => s.Column(r => r.Workclass).Matches("(?i)^i$"), new() { Workclass = "I" }));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void What_is_observed_and_expected_stays_short_and_whole_characters()
    {
        var text = string.Concat(Enumerable.Repeat("😀", 500)) + "!";
        var violation = Assert.Single(Checked.By<CensusRow>(
            s => s.Column(r => r.Workclass).OneOf([.. Enumerable.Range(0, 9).Select(i => new string('x', 500) + i)]), new() { Workclass = " " + text }));

        Assert.InRange(violation.Observed.Length, 1, 100);
        Assert.InRange(violation.Expected.Length, 1, 300);
        Assert.Equal(violation.Observed, new string([.. violation.Observed.EnumerateRunes().SelectMany(r => r.ToString())]));
        Assert.DoesNotContain("\uFFFD", violation.Observed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_custom_rule_that_throws_is_a_hard_violation_that_names_the_type_and_not_the_message()
    {
        var found = Checked.By<CensusRow>(
            s => s.Column(r => r.PersonId).Must("known", id => throw new InvalidOperationException(id), Severity.Soft)
                  .Rule("sane", r => throw new FormatException(r.PersonId), Severity.Soft)
                  .Rule("later", _ => false),
            new() { PersonId = "secret" });

        Assert.Equal(
            [("known", Severity.Hard, "'known' to hold; it threw InvalidOperationException"), ("sane", Severity.Hard, "'sane' to hold; it threw FormatException"), ("later", Severity.Hard, "'later' to hold")],
            found.Select(v => (v.Rule, v.Severity, v.Expected)));
    }

    [Fact]
    public void A_sensitive_value_appears_nowhere()
    {
        var found = Checked.By<CensusRow>(
            s => s.Column(r => r.PersonId).Sensitive().OneOf("a").Matches("^b").Must("c", id => throw new FormatException(id))
                  .Column(r => r.Income).Sensitive().AtMost(5)
                  .Column(r => r.Workclass).Sensitive(),
            new() { PersonId = "secret", Income = 424242, Workclass = "" });

        Assert.Equal(5, found.Length);
        Assert.All(found, v => Assert.Equal("(hidden)", v.Observed));
        Assert.All(found, v => Assert.DoesNotContain("secret", $"{v} {v.Expected}", StringComparison.Ordinal));
        Assert.Equal(MissingState.EmptyText, found[^1].Missing);
    }

    [Fact]
    public void No_row_at_all_is_a_violation_and_no_exception()
    {
        var violation = Assert.Single(Checked.By<CensusRow>(s => s.Column(r => r.Age).Optional(), null!));

        Assert.Equal(("", "required", Severity.Hard, MissingState.Null), (violation.Column, violation.Rule, violation.Severity, violation.Missing));
    }

    public sealed class Throwing
    {
        public float Age => throw new InvalidOperationException("secret");

        public string? Name { get; init; }
    }

    [Fact]
    public void A_property_that_throws_is_a_hard_violation_even_of_an_optional_column()
    {
        var found = Checked.By<Throwing>(s => s.Column(r => r.Age).Optional().Column(r => r.Name), new());

        Assert.Equal([("readable", Severity.Hard, "(unreadable)"), ("required", Severity.Hard, "null")], found.Select(v => (v.Rule, v.Severity, v.Observed)));
        Assert.DoesNotContain("secret", found[0].ToString(), StringComparison.Ordinal);
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1051", Justification = "Rows with fields exist.")]
    public struct Mutable
    {
        public float Age;
        public int? Children { get; set; }
    }

    public readonly record struct Point(double X, string? Label);

    [Fact]
    public void Structs_records_and_fields_are_rows_too()
    {
        Assert.Equal(
            ["Age", "Children"],
            Checked.By<Mutable>(s => s.Column(r => r.Age).AtLeast(1).Column(r => r.Children).AtMost(3), new() { Children = 4 }).Select(v => v.Column));
        Assert.Equal("X", Assert.Single(Checked.By<Point>(s => s.Column(r => r.X).AtMost(3).Column(r => r.Label), new(4, "a"))).Column);
    }

    [Theory]
    [InlineData(2.0 / 3)]
    [InlineData(0.5)]
    public void Completeness_is_reached_by_exactly_its_share(double minimum)
    {
        Action<SchemaBuilder<CensusRow>> schema = s => s
            .Column(r => r.Income).Optional().Column(r => r.Veteran).Optional().Column(r => r.Score).Optional().RowCompleteness(minimum);

        Assert.Empty(Checked.By(schema, new() { Income = 1, Veteran = true }));
        var violation = Assert.Single(Checked.By(schema, new() { Income = 1 }));
        Assert.Equal(("1 of 3", "a value in at least 2 of 3 columns"), (violation.Observed, violation.Expected));
    }

    [Fact]
    public void A_schema_that_does_not_fit_the_row_names_every_column_and_both_types()
    {
        var schema = new DataSchema
        {
            Columns =
            [
                new() { Name = "Weight", Type = ColumnType.Number },
                new() { Name = "age", Type = ColumnType.Number },
                new() { Name = "Age", Type = ColumnType.Integer },
                new() { Name = "Income", Type = ColumnType.Text },
            ],
        };

        var e = Assert.Throws<ArgumentException>(() => new RowValidator<CensusRow>(schema));

        foreach (var part in new[] { "'Weight' (Number)", "'age' (Number)", "Integer in the schema, but CensusRow.Age is Number (Single)", "CensusRow.Income is Integer (Int64?)" })
        {
            Assert.Contains(part, e.Message, StringComparison.Ordinal);
        }
    }

    public static TheoryData<string, DataSchema> Nonsense => new()
    {
        { "neither a column nor a rule", new() },
        { "neither a column nor a rule", new() { Columns = default, Rules = default } },
        { "twice", new() { Columns = [Age(), Age()] } },
        { "has none", new() { Rules = [new CompletenessRule(0.5)] } },
        { "range from 2 to 1", new() { Columns = [Age(new RangeRule(2, 1))] } },
        { "texts", new() { Columns = [Age(new PatternRule("a"))] } },
        { "drift", new() { Columns = [Age(new RangeRule(1, 2) { Severity = Severity.Drift })] } },
        { "no severity", new() { Columns = [Age(new RangeRule(1, 2) { Severity = (Severity)7 })] } },
        { "at least one", new() { Columns = [new() { Name = "Workclass", Type = ColumnType.Text, Rules = [new DomainRule(default)] }] } },
        { "no whole number", new() { Columns = [new() { Name = "Children", Type = ColumnType.Integer, Rules = [new DomainRule(["1", "2.5"])] }] } },
        { "non-backtracking", new() { Columns = [new() { Name = "Workclass", Type = ColumnType.Text, Rules = [new PatternRule(@"(a)\1")] }] } },
        { "no code of that name", new() { Columns = [Age(new CustomColumnRule("odd"))] } },
        { "says nothing", new() { Columns = [Age() with { Presence = (Presence)9 }] } },
    };

    [Theory]
    [MemberData(nameof(Nonsense))]
    public void A_schema_that_no_builder_would_write_is_refused(string told, DataSchema schema)
    {
        var e = Assert.Throws<ArgumentException>(() => new RowValidator<CensusRow>(schema));

        Assert.Contains(told, e.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_thousand_rules_in_one_column_compile_and_run()
    {
        var calls = 0;
        Action<SchemaBuilder<CensusRow>> schema = s =>
        {
            var age = s.Column(r => r.Age);
            for (var i = 0; i < 1000; i++)
            {
                age.Must($"rule {i}", _ => calls++ >= 0).AtMost(100 + i);
            }
        };

        Assert.Equal(999, Checked.By(schema, new() { Age = 1098.5f }).Length);
        Assert.Empty(Checked.By(schema, new() { Age = 100 }));
    }

    [Fact]
    public void A_hostile_text_takes_no_longer_than_its_length()
    {
        // A backtracking engine would need more steps for this than there are atoms in the universe.
        var found = Checked.By<CensusRow>(s => s.Column(r => r.Workclass).Matches("^(a+)+$"), new() { Workclass = new string('a', 100_000) + "!" });

        Assert.Equal("pattern", Assert.Single(found).Rule);
    }

    [Fact]
    public void The_schema_in_force_can_be_read()
    {
        var registered = DataSchema.For<CensusRow>(s => s.Column(r => r.Age).Tolerated().AtMost(90));

        var validator = new RowValidator<CensusRow>(registered, s => s.Column(r => r.Age).Required());

        Assert.Equal(DataSchema.For<CensusRow>(s => s.Column(r => r.Age).Required().AtMost(90)), validator.Schema);
    }

    private static ColumnSchema Age(params ColumnRule[] rules) => new() { Name = "Age", Type = ColumnType.Number, Rules = [.. rules] };
}
