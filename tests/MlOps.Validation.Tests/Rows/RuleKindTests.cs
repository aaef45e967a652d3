using System.Globalization;
using System.Text.Json;

namespace MlOps.Rows;

/// <summary>Every kind of rule that a row can break fires where it should and stays silent where it shouldn't.</summary>
public class RuleKindTests
{
    public enum Kind : short
    {
        Unknown,
        Loan = 1,
        Card = 300,
    }

    public sealed record Deal
    {
        public float Age { get; init; } = 30;

        public double? Score { get; init; } = 1;

        public int Start { get; init; } = 1;

        public long? End { get; init; } = 2;

        public string? Text { get; init; } = "abc";

        public string? Other { get; init; } = "abd";

        public bool Flag { get; init; }

        public bool? MaybeFlag { get; init; } = true;

        public Kind Kind { get; init; } = Kind.Card;

        public Kind? MaybeKind { get; init; } = Kind.Loan;

        [ModelColumn("input", Length = 3)]
        public float[]? Embedding { get; init; } = [0.5f, 0.25f, 0.25f];

        public double[]? Doubles { get; init; } = [1, 2];

        public ReadOnlyMemory<float> Memory { get; init; } = new float[] { 1 };

        public ReadOnlyMemory<double> DoubleMemory { get; init; } = new double[] { 1 };
    }

    private static readonly Deal Good = new();

    public static TheoryData<string, Action<SchemaBuilder<Deal>>, Deal> Broken => new()
    {
        { "Age required", s => s.Column(r => r.Age), Good with { Age = float.NaN } },
        { "Age range", s => s.Column(r => r.Age).InRange(17, 90), Good with { Age = float.PositiveInfinity } },
        { "Age range", s => s.Column(r => r.Age).InRange(17, 90), Good with { Age = 16.9f } },
        { "Score range", s => s.Column(r => r.Score).AtMost(1e308), Good with { Score = double.PositiveInfinity } },
        { "End range", s => s.Column(r => r.End).AtLeast(-5), Good with { End = long.MinValue } },
        { "Age finite", s => s.Column(r => r.Age).Finite(), Good with { Age = float.NegativeInfinity } },
        { "Score finite", s => s.Column(r => r.Score).Finite(), Good with { Score = double.PositiveInfinity } },
        { "Start domain", s => s.Column(r => r.Start).OneOf(1, 2), Good with { Start = 3 } },
        { "Text domain", s => s.Column(r => r.Text).OneOf("abc"), Good with { Text = "ABC" } },
        { "Flag domain", s => s.Column(r => r.Flag).Is(false), Good with { Flag = true } },
        { "MaybeFlag domain", s => s.Column(r => r.MaybeFlag).Is(true), Good with { MaybeFlag = false } },
        { "MaybeFlag required", s => s.Column(r => r.MaybeFlag).Is(true), Good with { MaybeFlag = null } },
        { "Kind domain", s => s.Column(r => r.Kind).Defined(), Good with { Kind = (Kind)77 } },
        { "Kind domain", s => s.Column(r => r.Kind).OneOf(Kind.Card), Good with { Kind = Kind.Loan } },
        { "MaybeKind required", s => s.Column(r => r.MaybeKind).OneOf(Kind.Loan), Good with { MaybeKind = null } },
        { "Kind odd", s => s.Column(r => r.Kind).Must("odd", k => k == Kind.Card), Good with { Kind = Kind.Loan } },
        { "Text pattern", s => s.Column(r => r.Text).Matches("^a"), Good with { Text = "ba" } },
        { "Text length", s => s.Column(r => r.Text).Length(3, 4), Good with { Text = "ab" } },
        { "Text length", s => s.Column(r => r.Text).Length(3, 4), Good with { Text = "abcde" } },
        { "Text length", s => s.Column(r => r.Text).Length(0, 3), Good with { Text = "😀😀" } },
        { "Text characters", s => s.Column(r => r.Text).Characters(CharacterClass.Letters), Good with { Text = "ab1" } },
        { "input required", s => s.Column(r => r.Embedding), Good with { Embedding = null } },
        { "input length", s => s.Column(r => r.Embedding).Length(3), Good with { Embedding = [1, 2] } },
        { "input[1] finite", s => s.Column(r => r.Embedding).EachFinite(), Good with { Embedding = [1, float.NaN, 2] } },
        { "input[2] finite", s => s.Column(r => r.Embedding).EachFinite(), Good with { Embedding = [1, 2, float.NegativeInfinity] } },
        { "input[0] range", s => s.Column(r => r.Embedding).EachInRange(0, 1), Good with { Embedding = [-0.1f, 1, 2] } },
        { "Doubles[1] finite", s => s.Column(r => r.Doubles).EachFinite(), Good with { Doubles = [1, double.PositiveInfinity] } },
        { "Doubles[1] range", s => s.Column(r => r.Doubles).EachInRange(0, 2), Good with { Doubles = [1, double.NaN] } },
        { "Memory length", s => s.Column(r => r.Memory).Length(1), Good with { Memory = default } },
        { "Memory[0] range", s => s.Column(r => r.Memory).EachInRange(0, 1), Good with { Memory = new float[] { 1.2f } } },
        { "DoubleMemory[0] finite", s => s.Column(r => r.DoubleMemory).EachFinite(), Good with { DoubleMemory = new[] { double.NaN } } },
        { " comparison", s => s.Compare(r => r.Start, Comparison.LessThan, r => r.End), Good with { End = 1 } },
        { " comparison", s => s.Compare(r => r.Start, Comparison.AtMost, r => r.Age), Good with { Age = 0.5f } },
        { " comparison", s => s.Compare(r => r.Text, Comparison.GreaterThan, r => r.Other), Good },
        { " comparison", s => s.Compare(r => r.Flag, Comparison.EqualTo, r => r.MaybeFlag), Good },
        { " sum", s => s.SumsTo(1, 0.01, r => r.Age, r => r.Score), Good },
        { " sum", s => s.Column(r => r.Embedding).SumsTo(1, 1e-6), Good with { Embedding = [0.5f, 0.6f] } },
        { " sum", s => s.Column(r => r.Embedding).SumsTo(1, 1e-6), Good with { Embedding = [float.NaN] } },
        { "Text required", s => s.When(r => r.Kind, Kind.Loan, then => then.Column(r => r.Text)), Good with { Kind = Kind.Loan, Text = null } },
        { "Score range", s => s.When(r => r.Text, "loan", then => then.Column(r => r.Score).AtLeast(5)), Good with { Text = "loan" } },
        { "Score range", s => s.When(r => r.Flag, true, then => then.Column(r => r.Score).AtLeast(5)), Good with { Flag = true } },
        { "Score range", s => s.When(r => r.Start, 4, then => then.Column(r => r.Score).AtLeast(5)), Good with { Start = 4 } },
        { "Score range", s => s.When(r => r.Age, 0.1f, then => then.Column(r => r.Score).AtLeast(5)), Good with { Age = 0.1f } },
        { "input[0] finite", s => s.When(when => when.Column(r => r.Age).AtLeast(18), then => then.Column(r => r.Embedding).EachFinite()), Good with { Embedding = [float.NaN] } },
        { " completeness", s => s.Column(r => r.Embedding).Optional().Column(r => r.Text).Optional().RowCompleteness(0.6), Good with { Embedding = null } },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_rule_fires_on_what_breaks_it_and_is_silent_on_a_good_row(string broken, Action<SchemaBuilder<Deal>> schema, Deal row)
    {
        var violation = Assert.Single(Checked.By(schema, row));

        Assert.Equal(broken, $"{violation.Column} {violation.Rule}");
        if (row != Good)
        {
            Assert.Empty(Checked.By(schema, Good));
        }
    }

    public static TheoryData<Action<SchemaBuilder<Deal>>, Deal> Silent => new()
    {
        { s => s.Compare(r => r.Start, Comparison.LessThan, r => r.End), Good with { End = null } },
        { s => s.Compare(r => r.Age, Comparison.GreaterThan, r => r.Score), Good with { Age = float.NaN } },
        { s => s.Compare(r => r.Text, Comparison.EqualTo, r => r.Other), Good with { Text = "" } },
        { s => s.SumsTo(1, 0.01, r => r.Age, r => r.Score), Good with { Score = null } },
        { s => s.Column(r => r.Embedding).Optional().SumsTo(1, 0.01), Good with { Embedding = null } },
        { s => s.When(r => r.Text, "loan", then => then.Column(r => r.Score).AtLeast(5)), Good with { Text = null } },
        { s => s.When(r => r.Text, "loan", then => then.Column(r => r.Score).Optional()), Good with { Text = "loan", Score = null } },
        { s => s.When(when => when.Column(r => r.Text), then => then.Column(r => r.Score)), Good with { Text = "", Score = null } },
        { s => s.When(when => when.Column(r => r.Text).Column(r => r.Flag).Is(true), then => then.Column(r => r.Score)), Good with { Score = null } },
        { s => s.Column(r => r.Embedding), Good with { Embedding = [float.NaN] } },
        { s => s.Column(r => r.Embedding).EachFinite().EachInRange(0, 1), Good with { Embedding = [] } },
        { s => s.Column(r => r.Score).Optional().Finite(), Good with { Score = double.NaN } },
        { s => s.Column(r => r.Score).Finite(), Good with { Score = double.MaxValue } },
        { s => s.Column(r => r.Embedding).EachFinite(), Good with { Embedding = [float.MaxValue, float.MinValue, -0f] } },
        { s => s.Column(r => r.Text).Unique().DistinctCount(5, 9).TopValue(0).Completeness(1).RowCount(10), Good },
        { s => s.Column(r => r.Text).Unit("letters").Characters(CharacterClass.LowerCase), Good },
    };

    [Theory]
    [MemberData(nameof(Silent))]
    public void A_rule_is_silent_where_it_has_nothing_to_judge(Action<SchemaBuilder<Deal>> schema, Deal row) => Assert.Empty(Checked.By(schema, row));

    [Theory]
    [InlineData(CharacterClass.Digits, "0129", "٣")]
    [InlineData(CharacterClass.Letters, "añЖ𐐀", "a1")]
    [InlineData(CharacterClass.LettersOrDigits, "añ9", "a 9")]
    [InlineData(CharacterClass.UpperCase, "AÑЖ", "Aa")]
    [InlineData(CharacterClass.LowerCase, "añж", "aA")]
    [InlineData(CharacterClass.Ascii, "a\t\0~", "é")]
    [InlineData(CharacterClass.PrintableAscii, "a ~", "a\t")]
    [InlineData(CharacterClass.Letters, "a", "a\ud800")]
    [InlineData(CharacterClass.Ascii, "a", "😀")]
    public void Characters_are_of_their_kind_in_every_alphabet(CharacterClass characters, string good, string bad)
    {
        Assert.Empty(Checked.By<Deal>(s => s.Column(r => r.Text).Characters(characters), Good with { Text = good }));
        Assert.Equal("characters", Assert.Single(Checked.By<Deal>(s => s.Column(r => r.Text).Characters(characters), Good with { Text = bad })).Rule);
    }

    [Theory]
    [InlineData(Comparison.LessThan, true, false, false)]
    [InlineData(Comparison.AtMost, true, true, false)]
    [InlineData(Comparison.EqualTo, false, true, false)]
    [InlineData(Comparison.NotEqualTo, true, false, true)]
    [InlineData(Comparison.AtLeast, false, true, true)]
    [InlineData(Comparison.GreaterThan, false, false, true)]
    public void Each_comparison_says_what_its_name_says(Comparison comparison, bool smaller, bool equal, bool larger)
    {
        foreach (var (end, holds) in new[] { (2L, smaller), (1L, equal), (0L, larger) })
        {
            Assert.Equal(holds, Checked.By<Deal>(s => s.Compare(r => r.Start, comparison, r => r.End), Good with { End = end }).IsEmpty);
            Assert.Equal(holds, Checked.By<Deal>(s => s.Compare(r => r.Start, comparison, r => r.Score), Good with { Score = end }).IsEmpty);
            Assert.Equal(holds, Checked.By<Deal>(s => s.Compare(r => r.Age, comparison, r => r.Score), Good with { Age = 1, Score = end }).IsEmpty);
        }
    }

    [Theory]
    [InlineData(9007199254740993, 9007199254740992, 1)]
    [InlineData(long.MaxValue, 9223372036854775808.0, -1)]
    [InlineData(long.MinValue, -9223372036854775808.0, 0)]
    [InlineData(long.MinValue, double.NegativeInfinity, 1)]
    [InlineData(long.MaxValue, double.PositiveInfinity, -1)]
    [InlineData(-1, -1.5, 1)]
    [InlineData(1, 1.5, -1)]
    [InlineData(0, -0.0, 0)]
    public void A_whole_number_and_another_are_compared_exactly(long whole, double number, int order)
    {
        var comparison = order switch { < 0 => Comparison.LessThan, 0 => Comparison.EqualTo, _ => Comparison.GreaterThan };
        var mirrored = order switch { > 0 => Comparison.LessThan, 0 => Comparison.EqualTo, _ => Comparison.GreaterThan };
        var row = Good with { End = whole, Score = number };

        Assert.Empty(Checked.By<Deal>(s => s.Compare(r => r.End, comparison, r => r.Score), row));
        Assert.Empty(Checked.By<Deal>(s => s.Compare(r => r.Score, mirrored, r => r.End), row));
    }

    [Fact]
    public void A_tolerated_share_makes_a_single_row_outside_soft()
    {
        var found = Checked.By<Deal>(
            s => s.Column(r => r.Age).InRange(17, 90, tolerated: 0.01)
                  .Column(r => r.Text).OneOf(["x"], Severity.Hard, tolerated: 0.5)
                  .Column(r => r.Start).OneOf([5], Severity.Hard, tolerated: 0.5)
                  .Column(r => r.Score).AtLeast(5, tolerated: 0),
            Good with { Age = 99 });

        Assert.Equal(
            [("Age", Severity.Soft), ("Text", Severity.Soft), ("Start", Severity.Soft), ("Score", Severity.Hard)],
            found.Select(v => (v.Column, v.Severity)));
    }

    [Fact]
    public void A_soft_condition_makes_all_of_it_soft_and_a_violation_tells_the_condition()
    {
        var found = Checked.By<Deal>(
            s => s.When(
                when => when.Column(r => r.Age).AtLeast(18).Column(r => r.Other),
                then => then.Column(r => r.Text).Length(5, 9).Column(r => r.End),
                Severity.Soft),
            Good with { End = null });

        Assert.Equal(
            [
                new Violation("Text", "length", Severity.Soft, "5 to 9 characters where Age is at least 18 and Other has a value") { Observed = "abc" },
                new Violation("End", "required", Severity.Soft, "a value where Age is at least 18 and Other has a value") { Observed = "null", Missing = MissingState.Null },
            ],
            found);
    }

    [Fact]
    public void Sentinels_are_missing_values_whatever_their_type()
    {
        Action<SchemaBuilder<Deal>> schema = s => s
            .Column(r => r.Age).MissingWhen(-999.9f, -1).InRange(0, 120)
            .Column(r => r.Score).Tolerated().MissingWhen(-999.9).InRange(0, 120)
            .Column(r => r.Start).Optional().MissingWhen(-9).AtLeast(0)
            .Column(r => r.End).MissingWhen(long.MinValue).AtLeast(0)
            .Column(r => r.Text).MissingWhen("?", "n/a").Length(3, 9)
            .Column(r => r.MaybeKind).MissingWhen(Kind.Unknown).OneOf(Kind.Loan);

        var found = Checked.By(schema, Good with { Age = -999.9f, Score = -999.9, Start = -9, End = long.MinValue, Text = "?", MaybeKind = Kind.Unknown });

        Assert.Empty(Checked.By(schema, Good));
        Assert.Equal(
            [("Age", Severity.Hard, "-999.9"), ("Score", Severity.Soft, "-999.9"), ("End", Severity.Hard, "-9223372036854775808"), ("Text", Severity.Hard, "?"), ("MaybeKind", Severity.Hard, "0")],
            found.Select(v => (v.Column, v.Severity, v.Observed)));
        Assert.All(found, v => Assert.Equal(("required", MissingState.Sentinel), (v.Rule, v.Missing)));
        Assert.Equal(["range"], Checked.By(schema, Good with { Score = (double)-999.9f }).Select(v => v.Rule));
    }

    [Fact]
    public void A_sentinel_counts_as_missing_for_completeness_comparisons_sums_and_conditions()
    {
        Action<SchemaBuilder<Deal>> schema = s => s
            .Column(r => r.Start).Optional().MissingWhen(-9)
            .Column(r => r.End).Optional()
            .Compare(r => r.Start, Comparison.AtLeast, r => r.End)
            .SumsTo(3, 0, r => r.Start, r => r.End)
            .When(when => when.Column(r => r.Start).AtMost(0), then => then.Column(r => r.Age).AtMost(1))
            .RowCompleteness(1);

        Assert.Equal(["completeness"], Checked.By(schema, Good with { Start = -9 }).Select(v => v.Rule));
        Assert.Equal(["comparison", "sum", "range"], Checked.By(schema, Good with { Start = -8 }).Select(v => v.Rule));
    }

    [Fact]
    public void A_violation_of_a_vector_names_the_first_element_and_counts_the_others()
    {
        var found = Checked.By<Deal>(
            s => s.Column(r => r.Embedding).Length(4).EachFinite().EachInRange(0, 1, Severity.Soft),
            Good with { Embedding = [0, 7.5f, float.NaN] });

        Assert.Equal(
            [
                new Violation("input", "length", Severity.Hard, "4 elements") { Observed = "3 elements" },
                new Violation("input[2]", "finite", Severity.Hard, "a finite number") { Observed = "NaN" },
                new Violation("input[1]", "range", Severity.Soft, "0 to 1") { Observed = "7.5 and 1 more of 3 elements" },
            ],
            found);
    }

    [Fact]
    public void What_a_rule_between_columns_saw_is_shown_only_of_columns_that_the_schema_describes()
    {
        Assert.Equal("Start=1, End=0", Observed(s => s.Column(r => r.Start).Column(r => r.End)));
        Assert.Equal("Start=1, End=(hidden)", Observed(s => s.Column(r => r.Start).Column(r => r.End).Sensitive()));
        Assert.Equal("Start=(hidden), End=(hidden)", Observed(s => s.Column(r => r.Age)));

        static string Observed(Func<SchemaBuilder<Deal>, SchemaBuilder<Deal>> columns) => Assert.Single(
            Checked.By<Deal>(s => columns(s).Compare(r => r.Start, Comparison.AtMost, r => r.End), Good with { End = 0 })).Observed;
    }

    [Fact]
    public void A_sensitive_value_stands_in_no_violation_of_any_kind()
    {
        const string Planted = "planted";
        var row = Good with { Text = Planted, Other = "a", Age = 424242, Score = 515151, Embedding = [636363], Kind = (Kind)7171 };
        Action<SchemaBuilder<Deal>> schema = s => s
            .Column(r => r.Text).Sensitive().OneOf("a").Matches("^b").Length(1, 2).Characters(CharacterClass.Digits).Must("c", t => throw new FormatException(t))
            .Column(r => r.Age).Sensitive().InRange(0, 1, tolerated: 0.1)
            .Column(r => r.Score).Sensitive().MissingWhen(515151)
            .Column(r => r.Embedding).Sensitive().Length(2).EachInRange(0, 1).SumsTo(1, 0.1)
            .Column(r => r.Kind).Sensitive().Defined()
            .Column(r => r.Other).Tolerated()
            .Compare(r => r.Text, Comparison.AtMost, r => r.Other)
            .SumsTo(1, 0.1, r => r.Age, r => r.Start)
            .When(r => r.Text, Planted, then => then.Column(r => r.Flag).Is(true).Column(r => r.Age).AtMost(5))
            .When(when => when.Column(r => r.Age).InRange(424242, 424242), then => then.Column(r => r.Text).Sensitive().Length(1, 1))
            .Rule("row", r => throw new FormatException(r.Text));

        var found = Checked.By(schema, row);

        Assert.Equal(17, found.Length);
        foreach (var secret in new[] { Planted, "424242", "515151", "636363", "7171" })
        {
            Assert.DoesNotContain(secret, string.Join('\n', found.Select(v => $"{v} {v.Expected} {v.Observed} {JsonSerializer.Serialize(v)}")), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_text_is_the_same_under_a_decimal_comma()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Action<SchemaBuilder<Deal>> schema = s => s
                .Column(r => r.Score).Tolerated().MissingWhen(-0.5)
                .Column(r => r.Embedding).EachInRange(0.5, 1.5)
                .SumsTo(1.5, 0.25, r => r.Start, r => r.End);
            var found = Checked.By(schema, Good with { Score = -0.5, Embedding = [0.5f, 0.25f] });

            Assert.Equal(
                [("a value", "-0.5"), ("0.5 to 1.5", "0.25"), ("Start + End = 1.5, give or take 0.25", "(hidden)")],
                found.Select(v => (v.Expected, v.Observed)));
            var again = DataSchema.FromJson(DataSchema.For(schema).ToJson());
            Assert.Equal(DataSchema.For(schema), again);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    public static TheoryData<string, DataSchema> Misfits => new()
    {
        { "no column of Deal", Of(new() { Name = "Missing", Type = ColumnType.Text }) },
        { "'Text' is Integer in the schema, but Deal.Text is Text (String)", Of(new() { Name = "Text", Type = ColumnType.Integer }) },
        { "'input' is Number in the schema, but Deal.Embedding is a vector of Number (Single[])", Of(new() { Name = "input", Type = ColumnType.Number }) },
        { "'Memory' is Text in the schema, but Deal.Memory is a vector of Number (ReadOnlyMemory<Single>)", Of(new() { Name = "Memory", Type = ColumnType.Text }) },
        { "'Age' is a vector of Number in the schema, but Deal.Age is Number (Single)", Of(new() { Name = "Age", Type = ColumnType.Number, Vector = new() }) },
        { "'Kind' is Text in the schema, but Deal.Kind is Integer (Kind)", Of(new() { Name = "Kind", Type = ColumnType.Text }) },
        { "which is no column of Deal", new() { Rules = [new ComparisonRule("Age", Comparison.AtMost, "Missing")] } },
        { "which is a vector in Deal", new() { Rules = [new ComparisonRule("Age", Comparison.AtMost, "input")] } },
        { "'Age' is Number and 'Text' is Text", new() { Rules = [new ComparisonRule("Age", Comparison.AtMost, "Text")] } },
        { "only whether they are equal", new() { Rules = [new ComparisonRule("Flag", Comparison.AtMost, "MaybeFlag")] } },
        { "only numbers have a sum", new() { Rules = [new SumRule(["Age", "Text"], 1, 0)] } },
        { "no column of Deal", new() { Rules = [new ConditionalRule([new() { Name = "Age", Type = ColumnType.Number }], [new() { Name = "Missing", Type = ColumnType.Text }])] } },
        { "elements have a range or are finite", Of(new() { Name = "input", Type = ColumnType.Number, Vector = new(), Rules = [new UniqueRule()] }) },
        { "1000", Of(new() { Name = "Text", Type = ColumnType.Text, Rules = [new PatternRule("((a{100}){100}){100}")] }) },
        { "at least 1", Of(new() { Name = "input", Type = ColumnType.Number, Vector = new() { Length = 0 } }) },
        { "no kind", Of(new() { Name = "Text", Type = ColumnType.Text, Rules = [new CharacterRule((CharacterClass)99)] }) },
        { "no comparison", new() { Rules = [new ComparisonRule("Age", (Comparison)99, "Score")] } },
    };

    [Theory]
    [MemberData(nameof(Misfits))]
    public void A_schema_that_does_not_fit_the_row_is_an_error_that_says_in_what(string told, DataSchema schema) =>
        Assert.Contains(told, Assert.Throws<ArgumentException>(() => new RowValidator<Deal>(schema)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("(a{9999}){9999}{9999}")]
    [InlineData("(((((((((a{9}){9}){9}){9}){9}){9}){9}){9}){9}")]
    [InlineData("[a-z]{99999999999999999999}")]
    public void A_pattern_that_unrolls_to_a_huge_machine_is_refused_at_once(string pattern)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Throws<ArgumentException>(() => DataSchema.For<Deal>(s => s.Column(r => r.Text).Matches(pattern)));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2));
    }

    [Theory]
    [InlineData("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
    [InlineData(@"^[^@\s]{1,64}@[^@\s]{1,255}$")]
    [InlineData(@"^\{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}$")]
    [InlineData("a{,3}")]
    [InlineData("[]{}]")]
    public void An_ordinary_pattern_is_not(string pattern) => DataSchema.For<Deal>(s => s.Column(r => r.Text).Matches(pattern));

    private static DataSchema Of(ColumnSchema column) => new() { Columns = [column] };
}
