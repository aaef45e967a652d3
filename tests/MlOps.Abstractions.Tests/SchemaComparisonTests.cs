using System.Globalization;

namespace MlOps;

public class SchemaComparisonTests
{
    public static TheoryData<string, ColumnSchema?, ColumnSchema?, SchemaChangeKind?, bool, bool> Rows => new()
    {
        // what,                                   before,                after,                         kind,                        input safe, output safe
        { "nothing",                                Age(),                 Age(),                         null,                        true,  true },
        { "a required column comes",                null,                  Age(),                         SchemaChangeKind.Added,      false, true },
        { "an optional column comes",               null,                  Age(Presence.Optional),        SchemaChangeKind.Added,      true,  true },
        { "a tolerated column comes",               null,                  Age(Presence.Tolerated),       SchemaChangeKind.Added,      true,  true },
        { "a column goes",                          Age(),                 null,                          SchemaChangeKind.Removed,    true,  false },
        { "a missing value is refused now",         Age(Presence.Tolerated), Age(),                       SchemaChangeKind.Narrowed,   false, true },
        { "a missing value is tolerated now",       Age(Presence.Required), Age(Presence.Tolerated),      SchemaChangeKind.Widened,    true,  false },
        { "optional becomes tolerated",             Age(Presence.Optional), Age(Presence.Tolerated),      SchemaChangeKind.Changed,    true,  true },
        { "saying nothing and saying required",     Age(),                 Age(Presence.Required),        null,                        true,  true },
        { "a range comes",                          Age(),                 Age(Range(0, 120)),            SchemaChangeKind.Narrowed,   false, true },
        { "a range goes",                           Age(Range(0, 120)),    Age(),                         SchemaChangeKind.Widened,    true,  false },
        { "a range shrinks",                        Age(Range(0, 120)),    Age(Range(18, 65)),            SchemaChangeKind.Narrowed,   false, true },
        { "a range grows",                          Age(Range(18, 65)),    Age(Range(0, 65)),             SchemaChangeKind.Widened,    true,  false },
        { "a range moves",                          Age(Range(0, 65)),     Age(Range(18, 120)),           SchemaChangeKind.Changed,    false, false },
        { "a soft range comes",                     Age(),                 Age(Range(0, 1, Severity.Soft)), null,                      true,  true },
        { "a soft range becomes hard",              Age(Range(0, 1, Severity.Soft)), Age(Range(0, 1)),    SchemaChangeKind.Narrowed,   false, true },
        { "a value more is allowed",                Age(Domain("1")),      Age(Domain("1", "2")),         SchemaChangeKind.Widened,    true,  false },
        { "a value less is allowed",                Age(Domain("1", "2")), Age(Domain("2")),              SchemaChangeKind.Narrowed,   false, true },
        { "another value is allowed",               Age(Domain("1")),      Age(Domain("2")),              SchemaChangeKind.Changed,    false, false },
        { "a set of values comes",                  Age(),                 Age(Domain("1")),              SchemaChangeKind.Narrowed,   false, true },
        { "a set of values goes",                   Age(Domain("1")),      Age(),                         SchemaChangeKind.Widened,    true,  false },
        { "values in another order",                Age(Domain("1", "2")), Age(Domain("2", "1")),         null,                        true,  true },
        { "a custom rule comes",                    Age(),                 Age(new CustomColumnRule("even")), SchemaChangeKind.Narrowed, false, true },
        { "a pattern goes",                         Age(new PatternRule("^a")), Age(),                    SchemaChangeKind.Widened,    true,  false },
        { "whole numbers become numbers",           Age(),                 Age() with { Type = ColumnType.Number }, SchemaChangeKind.Widened, true, false },
        { "numbers become whole numbers",           Age() with { Type = ColumnType.Number }, Age(),       SchemaChangeKind.Changed,    false, false },
        { "numbers become texts",                   Age(),                 Age() with { Type = ColumnType.Text }, SchemaChangeKind.Changed, false, false },
        { "values are sensitive now",               Age(),                 Age() with { Sensitive = true }, null,                      true,  true },
        { "a tolerated share comes",                Age(Range(0, 9)),      Age(Range(0, 9) with { ToleratedShare = 0.01 }), SchemaChangeKind.Widened, true, false },
        { "another tolerated share",                Age(Range(0, 9) with { ToleratedShare = 0.1 }), Age(Range(0, 9) with { ToleratedShare = 0.01 }), null, true, true },
        { "a length comes",                         Age(),                 Age(new LengthRule(3, 9)),     SchemaChangeKind.Narrowed,   false, true },
        { "a length grows",                         Age(new LengthRule(3, 9)), Age(new LengthRule(2, 9)), SchemaChangeKind.Widened,    true,  false },
        { "a length moves",                         Age(new LengthRule(3, 9)), Age(new LengthRule(2, 8)), SchemaChangeKind.Changed,    false, false },
        { "a kind of characters comes",             Age(),                 Age(new CharacterRule(CharacterClass.Digits)), SchemaChangeKind.Narrowed, false, true },
        { "finite is not asked any more",           Age(new FiniteRule()), Age(),                         SchemaChangeKind.Widened,    true,  false },
        { "rules over batches come",                Age(),                 Age(new UniqueRule(), new DistinctCountRule(1, 2), new TopValueRule(0.5)), null, true, true },
        { "completeness of batches",                Age(),                 Age() with { MinimumCompleteness = 0.9 }, null,             true,  true },
        { "a sentinel comes where required",        Age(),                 Age() with { Sentinels = ["-9"] }, SchemaChangeKind.Narrowed, false, true },
        { "a sentinel goes where required",         Age() with { Sentinels = ["-9"] }, Age(),             SchemaChangeKind.Widened,    true,  false },
        { "a sentinel comes where tolerated",       Age(Presence.Tolerated), Age(Presence.Tolerated) with { Sentinels = ["-9"] }, SchemaChangeKind.Widened, true, false },
        { "a sentinel goes where tolerated",        Age(Presence.Tolerated) with { Sentinels = ["-9"] }, Age(Presence.Tolerated), SchemaChangeKind.Narrowed, false, true },
        { "another sentinel",                       Age() with { Sentinels = ["-9"] }, Age() with { Sentinels = ["-8"] }, SchemaChangeKind.Changed, false, false },
        { "another unit",                           Age() with { Unit = "m" }, Age() with { Unit = "ft" }, SchemaChangeKind.Changed,   false, false },
        { "a unit is said",                         Age(),                 Age() with { Unit = "m" },     null,                        true,  true },
        { "a fixed length of a vector comes",       Age() with { Vector = new() }, Age() with { Vector = new() { Length = 3 } }, SchemaChangeKind.Narrowed, false, true },
        { "a fixed length of a vector goes",        Age() with { Vector = new() { Length = 3 } }, Age() with { Vector = new() }, SchemaChangeKind.Widened, true, false },
        { "another length of a vector",             Age() with { Vector = new() { Length = 3 } }, Age() with { Vector = new() { Length = 4 } }, SchemaChangeKind.Changed, false, false },
        { "a value becomes a vector",               Age(),                 Age() with { Vector = new() }, SchemaChangeKind.Changed,    false, false },
        { "a column of training comes",             null,                  Age() with { Environments = [SchemaEnvironments.Training] }, null, true, true },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_change_is_safe_where_rows_go_in_wider_and_answers_come_out_narrower(
        string what, ColumnSchema? before, ColumnSchema? after, SchemaChangeKind? kind, bool inputIsSafe, bool outputIsSafe)
    {
        var inputs = SchemaComparison.OfInputs(Schema(before), Schema(after));
        var outputs = SchemaComparison.OfOutputs(Schema(before), Schema(after));
        Assert.True(kind == (inputs.Changes is [var only] ? only.Kind : (SchemaChangeKind?)null), $"{what}: {string.Join("; ", inputs.Changes)}");
        Assert.True(inputIsSafe == inputs.IsSafe, $"{what}, going in: {string.Join("; ", inputs.Changes)}");
        Assert.True(outputIsSafe == outputs.IsSafe, $"{what}, coming out: {string.Join("; ", outputs.Changes)}");
    }

    [Fact]
    public void Another_pattern_is_both_narrower_and_wider()
    {
        var changes = SchemaComparison.OfInputs(Schema(Age(new PatternRule("^a"))), Schema(Age(new PatternRule("^b"))));
        Assert.Equal([SchemaChangeKind.Narrowed, SchemaChangeKind.Widened], changes.Changes.Select(c => c.Kind));
        Assert.False(changes.IsSafe);
    }

    [Fact]
    public void Rules_over_the_row_count_as_well()
    {
        var changes = SchemaComparison.OfInputs(Schema(Age()), Schema(Age()) with { Rules = [new CompletenessRule(0.5)] });
        Assert.Equal(("", SchemaChangeKind.Narrowed, false), Assert.Single(changes.Changes) is var c ? (c.Column, c.Kind, c.IsSafe) : default);
    }

    [Fact]
    public void Rules_between_columns_count_and_those_over_batches_do_not()
    {
        RowRule[] rules = [new ComparisonRule("A", Comparison.AtMost, "B"), new SumRule(["A", "B"], 1, 0.1), new ConditionalRule([], [Age(Range(0, 1))]), new RowCountRule(1, 2)];
        var changes = SchemaComparison.OfInputs(Schema(Age()), Schema(Age()) with { Rules = [.. rules] });

        Assert.Equal(
            [
                "the rule A ≤ B was added",
                "the rule A + B = 1, give or take 0.1 was added",
                "the rule where  holds: Age (0 to 1) was added",
            ],
            changes.Changes.Select(c => c.Text));
    }

    [Fact]
    public void A_comparison_is_printed_one_change_a_line()
    {
        Assert.Equal(
            "Age: narrowed (not safe for callers), the range 0 to 1 became 0 to 0.5\nAge: narrowed (not safe for callers), the rule finite was added",
            SchemaComparison.OfInputs(Schema(Age(Range(0, 1))), Schema(Age(Range(0, 0.5), new FiniteRule()))).ToString());
        Assert.Equal("no difference", SchemaComparison.OfInputs(Schema(Age()), Schema(Age())).ToString());
    }

    [Fact]
    public void Every_rule_and_a_schema_say_in_a_line_what_they_are() => Assert.Equal(
        [
            "at least 17, but for 1% of a batch", "one of a, b", "matches ^a", "at least 3 characters", "of Digits alone", "finite", "no value twice in a batch",
            "2 to 9 different values in a batch", "no value in more than 20% of a batch", "known", "at least 75% of the columns have a value",
            "at least 1000 rows in a batch", "hours fit", "A > B", "columns [Age], rules over the row: 0",
        ],
        new object[]
        {
            new RangeRule(17, double.PositiveInfinity) { ToleratedShare = 0.01 }, new DomainRule(["a", "b"]), new PatternRule("^a"), new LengthRule(3, int.MaxValue),
            new CharacterRule(CharacterClass.Digits), new FiniteRule(), new UniqueRule(), new DistinctCountRule(2, 9), new TopValueRule(0.2), new CustomColumnRule("known"),
            new CompletenessRule(0.75), new RowCountRule(1000, long.MaxValue), new CustomRowRule("hours fit"), new ComparisonRule("A", Comparison.GreaterThan, "B"), Schema(Age()),
        }.Select(r => r.ToString()));

    [Fact]
    public void Of_a_side_without_a_schema_nothing_is_known()
    {
        Assert.Empty(SchemaComparison.OfInputs(null, Schema(Age())).Changes);
        Assert.Empty(SchemaComparison.OfOutputs(Schema(Age()), null).Changes);
    }

    [Fact]
    public void A_change_reads_as_a_sentence() => Assert.Equal(
        "Age: narrowed (not safe for callers), the range 0 to 120 became 18 to 65.5",
        SchemaComparison.OfInputs(Schema(Age(Range(0, 120))), Schema(Age(Range(18, 65.5)))).Changes[0].ToString());

    [Fact]
    public void A_change_reads_the_same_in_every_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            RowRule[] rules = [new CompletenessRule(0.5), new ConditionalRule([Age()], [Age(Range(0.5, 1) with { ToleratedShare = 0.25, Severity = Severity.Soft })]), new SumRule(["A"], 0.5, 0.25)];

            var changes = SchemaComparison.OfInputs(new(), new() { Rules = [.. rules] }).Changes;

            Assert.Equal(
                ["the rule at least 50% of the columns have a value was added", "the rule where Age holds: Age (0.5 to 1, but for 25% of a batch) was added", "the rule A = 0.5, give or take 0.25 was added"],
                changes.Select(c => c.Text));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private static DataSchema Schema(ColumnSchema? column) => new() { Columns = column is null ? [] : [column] };

    private static ColumnSchema Age(Presence presence) => Age() with { Presence = presence };

    private static ColumnSchema Age(params ColumnRule[] rules) => new() { Name = "Age", Type = ColumnType.Integer, Rules = [.. rules] };

    private static RangeRule Range(double minimum, double maximum, Severity severity = Severity.Hard) => new(minimum, maximum) { Severity = severity };

    private static DomainRule Domain(params string[] values) => new([.. values]);
}
