namespace MlOps.Schemas;

public class SchemaBuilderTests
{
    public sealed record Numbers
    {
        public float Single { get; init; }

        public float? MaybeSingle { get; init; }

        public double Double { get; init; }

        public byte Byte { get; init; }

        public int Int { get; init; }

        public long Long { get; init; }

        public long? MaybeLong { get; init; }

        public ulong Unsigned { get; init; }

        public decimal Money { get; init; }

        public string? Text { get; init; }

        public bool Flag { get; init; }

        public bool? MaybeFlag { get; init; }
    }

    [Fact]
    public void Every_word_is_kept_as_data()
    {
        var schema = DataSchema.For<Numbers>(s => s
            .Column(r => r.Single).Required().InRange(0, 120).AtLeast(0.5, Severity.Soft)
            .Column(r => r.MaybeLong).Tolerated().AtMost(10).OneOf(1, 2)
            .Column(r => r.Text).Optional().Sensitive().OneOf("a", "b").OneOf(["c"], Severity.Soft).Matches("^a")
            .Column(r => r.Flag).Must("set", f => f)
            .Column(r => r.MaybeFlag)
            .RowCompleteness(0.5)
            .Rule("positive", r => r.Int > 0, Severity.Soft));

        Assert.Equal(
            new DataSchema
            {
                Columns =
                [
                    new()
                    {
                        Name = "Single",
                        Type = ColumnType.Number,
                        Presence = Presence.Required,
                        Rules = [new RangeRule(0, 120), new RangeRule(0.5, double.PositiveInfinity) { Severity = Severity.Soft }],
                    },
                    new()
                    {
                        Name = "MaybeLong",
                        Type = ColumnType.Integer,
                        Presence = Presence.Tolerated,
                        Rules = [new RangeRule(double.NegativeInfinity, 10), new DomainRule(["1", "2"])],
                    },
                    new()
                    {
                        Name = "Text",
                        Type = ColumnType.Text,
                        Presence = Presence.Optional,
                        Sensitive = true,
                        Rules = [new DomainRule(["a", "b"]), new DomainRule(["c"]) { Severity = Severity.Soft }, new PatternRule("^a")],
                    },
                    new() { Name = "Flag", Type = ColumnType.Boolean, Rules = [new CustomColumnRule("set")] },
                    new() { Name = "MaybeFlag", Type = ColumnType.Boolean },
                ],
                Rules = [new CompletenessRule(0.5), new CustomRowRule("positive") { Severity = Severity.Soft }],
            },
            schema);
        Assert.Equal(schema, DataSchema.FromJson(schema.ToJson()));
    }

    [Fact]
    public void Bounds_are_written_as_one_would_for_each_kind_of_number()
    {
        long bound = 9;
        var schema = DataSchema.For<Numbers>(s => s
            .Column(r => r.Single).InRange(0.1, 0.9)
            .Column(r => r.MaybeSingle).InRange(1, 2.5)
            .Column(r => r.Double).InRange(0.1, 1)
            .Column(r => r.Byte).InRange(0, 200).OneOf(1, 2)
            .Column(r => r.Int).InRange(0, 2.5)
            .Column(r => r.Long).InRange(long.MinValue, bound).OneOf(0, 1));

        Assert.Equal(new RangeRule(0.1f, 0.9f), schema.Columns[0].Rules[0]);
        Assert.Equal(new RangeRule(0.1, 1), schema.Columns[2].Rules[0]);
        Assert.Equal(new RangeRule(-9223372036854775808.0, 9), schema.Columns[5].Rules[0]);
    }

    [Fact]
    public void A_bound_written_as_a_double_means_the_nearest_float_in_a_column_of_floats()
    {
        var validator = new RowValidator<Numbers>(s => s.Column(r => r.Single).InRange(0.1, 0.7));

        Assert.Empty(validator.Check(new() { Single = 0.1f }));
        Assert.Empty(validator.Check(new() { Single = 0.7f }));
        Assert.Equal("0.1 to 0.7", Assert.Single(validator.Check(new() { Single = 0.71f })).Expected);
    }

    public enum Kind
    {
        Unknown,
        Loan,
    }

    public sealed record Later
    {
        public float Age { get; init; }

        public string? Email { get; init; }

        public Kind? Kind { get; init; }

        public bool Flag { get; init; }

        [ModelColumn("input")]
        public float[]? Embedding { get; init; }

        public ReadOnlyMemory<double> Bag { get; init; }
    }

    [Fact]
    public void So_are_the_words_of_vectors_sentinels_environments_batches_and_rules_between_columns()
    {
        var schema = DataSchema.For<Later>(s => s
            .Column(r => r.Age).Required().InRange(17, 90, tolerated: 0.01).AtLeast(1, Severity.Soft, 0.5).Finite().Unit("years").MissingWhen(-999, -1).Completeness(0.95)
            .Column(r => r.Email).Length(3, 200).Characters(CharacterClass.Ascii).OneOf(["a"], Severity.Soft, tolerated: 0.1).MissingWhen("?", "n/a")
                .Unique().DistinctCount(2, 9).TopValue(0.5, Severity.Soft)
            .Column(r => r.Kind).OneOf(Kind.Loan).Defined(Severity.Soft).MissingWhen(Kind.Unknown).ExpectedIn(SchemaEnvironments.Training, "audit")
            .Column(r => r.Flag).Is(true)
            .Column(r => r.Embedding).Tolerated().Length(128).EachFinite().EachInRange(-1, 0.1).SumsTo(1, 0.5)
            .Column(r => r.Bag).Sensitive()
            .SumsTo(2, 0.25, r => r.Age)
            .When(r => r.Kind, Kind.Loan, then => then.Column(r => r.Age).AtLeast(18), Severity.Soft)
            .When(when => when.Column(r => r.Flag).Is(true), then => then.Column(r => r.Embedding).Optional())
            .RowCount(10, 20));

        Assert.Equal(
            new DataSchema
            {
                Columns =
                [
                    new()
                    {
                        Name = "Age",
                        Type = ColumnType.Number,
                        Presence = Presence.Required,
                        Rules =
                        [
                            new RangeRule(17, 90) { ToleratedShare = 0.01 },
                            new RangeRule(1, double.PositiveInfinity) { Severity = Severity.Soft, ToleratedShare = 0.5 },
                            new FiniteRule(),
                        ],
                        Unit = "years",
                        Sentinels = ["-999", "-1"],
                        MinimumCompleteness = 0.95,
                    },
                    new()
                    {
                        Name = "Email",
                        Type = ColumnType.Text,
                        Rules =
                        [
                            new LengthRule(3, 200), new CharacterRule(CharacterClass.Ascii), new DomainRule(["a"]) { Severity = Severity.Soft, ToleratedShare = 0.1 },
                            new UniqueRule(), new DistinctCountRule(2, 9), new TopValueRule(0.5) { Severity = Severity.Soft },
                        ],
                        Sentinels = ["?", "n/a"],
                    },
                    new()
                    {
                        Name = "Kind",
                        Type = ColumnType.Integer,
                        Rules = [new DomainRule(["1"]), new DomainRule(["0", "1"]) { Severity = Severity.Soft }],
                        Sentinels = ["0"],
                        Environments = ["training", "audit"],
                    },
                    new() { Name = "Flag", Type = ColumnType.Boolean, Rules = [new DomainRule(["true"])] },
                    new()
                    {
                        Name = "input",
                        Type = ColumnType.Number,
                        Presence = Presence.Tolerated,
                        Vector = new() { Length = 128 },
                        Rules = [new FiniteRule(), new RangeRule(-1, 0.1f)],
                    },
                    new() { Name = "Bag", Type = ColumnType.Number, Vector = new(), Sensitive = true },
                ],
                Rules =
                [
                    new SumRule(["input"], 1, 0.5),
                    new SumRule(["Age"], 2, 0.25),
                    new ConditionalRule(
                        [new() { Name = "Kind", Type = ColumnType.Integer, Rules = [new DomainRule(["1"])] }],
                        [new() { Name = "Age", Type = ColumnType.Number, Rules = [new RangeRule(18, double.PositiveInfinity)] }]) { Severity = Severity.Soft },
                    new ConditionalRule(
                        [new() { Name = "Flag", Type = ColumnType.Boolean, Rules = [new DomainRule(["true"])] }],
                        [new() { Name = "input", Type = ColumnType.Number, Presence = Presence.Optional, Vector = new() }]),
                    new RowCountRule(10, 20),
                ],
            },
            schema);
        Assert.Equal(schema, DataSchema.FromJson(schema.ToJson()));
    }

    public static TheoryData<string, Action<SchemaBuilder<Later>>> LaterMistakes => new()
    {
        { "a share lies", s => s.Column(r => r.Age).InRange(0, 1, tolerated: 1.5) },
        { "a share lies", s => s.Column(r => r.Age).Completeness(double.NaN) },
        { "a share lies", s => s.Column(r => r.Age).TopValue(-1) },
        { "a unit has a name", s => s.Column(r => r.Age).Unit(" ") },
        { "an environment has a name", s => s.Column(r => r.Age).ExpectedIn("") },
        { "no text has a length", s => s.Column(r => r.Email).Length(3, 2) },
        { "no count lies", s => s.Column(r => r.Email).DistinctCount(3, 2) },
        { "no count lies", s => s.RowCount(-1) },
        { "the empty text is missing anyway", s => s.Column(r => r.Email).MissingWhen("") },
        { "NaN is missing anyway", s => s.Column(r => r.Age).MissingWhen(float.NaN) },
        { "at least 1", s => s.Column(r => r.Embedding).Length(0) },
        { "beyond what a float", s => s.Column(r => r.Embedding).EachInRange(0, 1e300) },
        { "'Age' with itself", s => s.Compare(r => r.Age, Comparison.AtMost, r => r.Age) },
        { "twice", s => s.SumsTo(1, 0, r => r.Age, r => r.Age) },
        { "at least one column", s => s.SumsTo(1, 0) },
        { "tolerance", s => s.SumsTo(1, -1, r => r.Age) },
        { "finite", s => s.SumsTo(double.NaN, 0, r => r.Age) },
        { "null is none", s => s.When(r => r.Email, null, then => then.Column(r => r.Age)) },
        { "at least one column", s => s.When(r => r.Flag, true, _ => { }) },
        { "not within", s => s.When(r => r.Flag, true, then => then.Column(r => r.Age).RowCompleteness(1)) },
        { "in code or over batches", s => s.When(r => r.Flag, true, then => then.Column(r => r.Age).Must("x", _ => true)) },
        { "outside the condition", s => s.When(r => r.Flag, true, then => then.Column(r => r.Age).Unit("years")) },
    };

    [Theory]
    [MemberData(nameof(LaterMistakes))]
    public void So_is_a_mistake_in_those(string told, Action<SchemaBuilder<Later>> configure) =>
        Assert.Contains(told, Assert.Throws<ArgumentException>(() => DataSchema.For(configure)).Message, StringComparison.OrdinalIgnoreCase);

    public static TheoryData<string, Action<SchemaBuilder<Numbers>>> Mistakes => new()
    {
        { "holds nothing", s => s.Column(r => r.Int).InRange(2, 1) },
        { "NaN", s => s.Column(r => r.Single).InRange(float.NaN, 1) },
        { "NaN", s => s.Column(r => r.Double).AtMost(double.NaN) },
        { "9007199254740993", s => s.Column(r => r.Long).AtMost((1L << 53) + 1) },
        { "9223372036854775807", s => s.Column(r => r.MaybeLong).AtMost(long.MaxValue) },
        { "whole number", s => s.Column(r => r.Long).AtMost(1e17) },
        { "float", s => s.Column(r => r.Single).AtMost(1e308) },
        { "UInt64", s => s.Column(r => r.Unsigned).AtMost(1) },
        { "Decimal", s => s.Column(r => r.Money).AtMost(1m) },
        { "at least one", s => s.Column(r => r.Text).OneOf() },
        { "missing values", s => s.Column(r => r.Text).OneOf("") },
        { "missing values", s => s.Column(r => r.Text).OneOf("a", null!) },
        { "Must", s => s.Column(r => r.Double).OneOf(1, 2) },
        { "non-backtracking", s => s.Column(r => r.Text).Matches("(") },
        { "non-backtracking", s => s.Column(r => r.Text).Matches("(?=a)b") },
        { "non-backtracking", s => s.Column(r => r.Text).Matches(@"(a)\1") },
        { "Column 'Int' stands twice", s => s.Column(r => r.Int).Column(r => r.Int) },
        { "two rules called 'x'", s => s.Column(r => r.Int).Must("x", _ => true).Must("x", _ => true) },
        { "called 'x'", s => s.Rule("x", _ => true).Rule("x", _ => true) },
        { "built-in", s => s.Column(r => r.Int).Must("range", _ => true) },
        { "needs a name", s => s.Rule(" ", _ => true) },
        { "drift", s => s.Column(r => r.Int).AtMost(1, Severity.Drift) },
        { "drift", s => s.Rule("x", _ => true, Severity.Drift) },
        { "drift", s => s.RowCompleteness(1, Severity.Drift) },
        { "no severity", s => s.RowCompleteness(1, (Severity)9) },
        { "0 to 1", s => s.RowCompleteness(1.01) },
        { "0 to 1", s => s.RowCompleteness(double.NaN) },
        { "at once", s => s.Column(r => r.Int).Required().Optional() },
        { "doesn't name a column", s => s.Column(r => r.Int + 1) },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_told_where_it_is_written(string told, Action<SchemaBuilder<Numbers>> configure)
    {
        var e = Assert.Throws<ArgumentException>(() => DataSchema.For(configure));

        Assert.Contains(told, e.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Two_columns_may_have_rules_of_the_same_name()
    {
        var validator = new RowValidator<Numbers>(s => s
            .Column(r => r.Int).Must("positive", n => n > 0)
            .Column(r => r.Long).Must("positive", n => n > 0));

        Assert.Equal("Long", Assert.Single(validator.Check(new() { Int = 1 })).Column);
    }
}
