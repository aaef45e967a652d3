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
            .Rule("sum", r => r.Int > 0, Severity.Soft));

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
                Rules = [new CompletenessRule(0.5), new CustomRowRule("sum") { Severity = Severity.Soft }],
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
