using System.ComponentModel.DataAnnotations;
using CsCheck;
using MlOps.Validation.Schemas;

namespace MlOps.Schemas;

/// <summary>Attributes and fluent words say the same.</summary>
public class AttributeTests
{
    public enum Kind
    {
        Unknown,
        Loan,
    }

    public sealed record Row
    {
        [Required, Range(17, 90)]
        [ModelColumn(Unit = "years", MissingWhen = ["-999"])]
        public float Age { get; init; }

        [Range(0.1, 0.7)]
        public float? Share { get; init; }

        [Range(typeof(long), "-9223372036854775808", "9007199254740994")]
        public long Count { get; init; }

        [StringLength(200, MinimumLength = 3), RegularExpression("[^@]+@[^@]+")]
        [ModelColumn(Sensitive = true, Presence = Presence.Tolerated)]
        public string? Email { get; init; }

        [AllowedValues("a", "b"), MaxLength(5)]
        public string? Word { get; init; }

        [AllowedValues(1, 2), Range(0, 5)]
        public int? Number { get; init; }

        [AllowedValues(Kind.Loan)]
        public Kind Kind { get; init; }

        [AllowedValues(true)]
        [ModelColumn("consent")]
        public bool Consent { get; init; }

        [ModelColumn("input", Length = 128)]
        public float[]? Embedding { get; init; }

        [Length(3, 3), Range(0, 1)]
        public double[]? Weights { get; init; }

        [ModelColumn(ExpectedIn = [SchemaEnvironments.Training])]
        public bool Label;

        public string? Silent { get; init; }

        public decimal Ignored { get; init; }
    }

    private static readonly DataSchema Fluent = DataSchema.For<Row>(s => s
        .Column(r => r.Age).Required().InRange(17, 90).Unit("years").MissingWhen(-999)
        .Column(r => r.Share).InRange(0.1, 0.7)
        .Column(r => r.Count).InRange(long.MinValue, 9007199254740994)
        .Column(r => r.Email).Tolerated().Sensitive().Length(3, 200).Matches(@"^(?:[^@]+@[^@]+)\z")
        .Column(r => r.Word).OneOf("a", "b").Length(0, 5)
        .Column(r => r.Number).OneOf(1, 2).InRange(0, 5)
        .Column(r => r.Kind).OneOf(Kind.Loan)
        .Column(r => r.Consent).Is(true)
        .Column(r => r.Embedding).Length(128)
        .Column(r => r.Weights).Length(3).EachInRange(0, 1)
        .Column(r => r.Label).ExpectedIn(SchemaEnvironments.Training));

    [Fact]
    public void Each_attribute_is_a_word() => Assert.Equal(Fluent.ToJson(), DataSchema.FromAttributes<Row>().ToJson());

    public sealed record Positional([Range(0, 9)] int A, [property: Required] string? B, int C);

    [Fact]
    public void Parameters_of_a_record_count() => Assert.Equal(
        DataSchema.For<Positional>(s => s.Column(r => r.A).InRange(0, 9).Column(r => r.B).Required()), DataSchema.FromAttributes<Positional>());

    [Fact]
    public void Any_list_of_attributes_says_what_the_same_words_say()
    {
        var texts = Gen.OneOf(
            Gen.Select(Gen.Int[0, 9], Gen.Int[9, 20]).Select(n => Pair(new StringLengthAttribute(n.Item2) { MinimumLength = n.Item1 }, d => d.Add(new LengthRule(n.Item1, n.Item2)))),
            Gen.Select(Gen.Int[0, 9], Gen.Int[9, 20]).Select(n => Pair(new LengthAttribute(n.Item1, n.Item2), d => d.Add(new LengthRule(n.Item1, n.Item2)))),
            Gen.Int[1, 9].Select(n => Pair(new MaxLengthAttribute(n), d => d.Add(new LengthRule(0, n)))),
            Gen.Int[0, 9].Select(n => Pair(new MinLengthAttribute(n), d => d.Add(new LengthRule(n, int.MaxValue)))),
            Gen.OneOf("a", "a|b", "^x$").Select(p => Pair(new RegularExpressionAttribute(p), d => d.Add(new PatternRule($@"^(?:{p})\z")))),
            Gen.OneOf("a", "😀", "\"").Array[1, 3].Select(v => Pair(new AllowedValuesAttribute(v), d => d.Add(new DomainRule([.. v])))),
            Gen.OneOf("?", "n/a").Array[0, 2].Select(v => Pair(new ModelColumnAttribute { MissingWhen = v }, d => d.AddSentinels(v))),
            Gen.Const(0).Select(_ => Pair(new RequiredAttribute(), d => d.Presence = Presence.Required)),
            Gen.Const(0).Select(_ => Pair(new ModelColumnAttribute { Sensitive = true, Unit = "x", ExpectedIn = ["training"] }, d =>
            {
                d.Sensitive = true;
                d.Set(c => c with { Unit = "x" });
                d.AddEnvironments(["training"]);
            })));
        texts.Array[0, 6].Sample(pairs =>
        {
            var (byAttributes, byWords) = (new ColumnDraft("Text", ColumnType.Text, typeof(string), false), new ColumnDraft("Text", ColumnType.Text, typeof(string), false));
            var mistakes = AttributeWords.Apply(byAttributes, pairs.Select(p => p.Attribute));
            foreach (var (_, say) in pairs)
            {
                say(byWords);
            }

            Assert.Empty(mistakes);
            Assert.Equal(byWords.ToSchema(), byAttributes.ToSchema());
        });

        Gen.Select(Gen.Double[-1e6, 1e6], Gen.Double[0, 1e6], Gen.OneOf(typeof(float), typeof(double), typeof(float?))).Sample((least, more, type) =>
        {
            var column = new ColumnDraft("N", ColumnType.Number, type, false);
            Assert.Empty(AttributeWords.Apply(column, [new RangeAttribute(least, least + more)]));
            Assert.Equal(
                new RangeRule(Bounds.Nearest(ColumnType.Number, type, least), Bounds.Nearest(ColumnType.Number, type, least + more)), Assert.Single(column.ToSchema().Rules));
        });

        static (Attribute Attribute, Action<ColumnDraft> Say) Pair(Attribute attribute, Action<ColumnDraft> say) => (attribute, say);
    }

    [Fact]
    public void Code_adds_to_attributes_and_the_stricter_wins()
    {
        var schema = DataSchema.For<Positional>(s => s
            .FromAttributes()
            .Column(r => r.A).Tolerated().AtLeast(5).Must("odd", a => a % 2 == 1)
            .Column(r => r.C)
            .Rule("x", _ => true));
        var validator = new RowValidator<Positional>(s => s.FromAttributes().Column(r => r.A).Must("odd", a => a % 2 == 1));

        Assert.Equal(["A", "B", "C"], schema.Columns.Select(c => c.Name));
        Assert.Equal(Presence.Required, schema.Columns[0].Presence);
        Assert.Equal([new RangeRule(0, 9), new RangeRule(5, double.PositiveInfinity), new CustomColumnRule("odd")], schema.Columns[0].Rules);
        Assert.Equal(["range", "odd", "required"], validator.Check(new(10, "", 0)).Select(v => v.Rule));
    }

    public sealed record Bad
    {
        [EmailAddress]
        public string? Email { get; init; }

        [Required(AllowEmptyStrings = true)]
        public string? Empty { get; init; }

        [Range(0, 1, MinimumIsExclusive = true)]
        public float Open { get; init; }

        [Range(0, 9)]
        public string? Text { get; init; }

        [Required, ModelColumn(Presence = Presence.Optional)]
        public string? Both { get; init; }

        [ModelColumn(Length = 3)]
        public float Scalar { get; init; }

        [MaxLength(3)]
        public float[]? Vector { get; init; }

        [Required]
        public DateTime At { get; init; }

        [AllowedValues("a", null)]
        public string? Null { get; init; }

        [RegularExpression("(?=a)")]
        public string? Pattern { get; init; }
    }

    [Fact]
    public void Every_attribute_that_makes_no_sense_is_told_at_once()
    {
        var message = Assert.Throws<ArgumentException>(() => DataSchema.FromAttributes<Bad>()).Message;

        foreach (var told in new[]
        {
            "'Email': a schema has no word for EmailAddressAttribute", "'Empty': an empty text", "'Open': the bounds of a range are included", "'Text': a range is for numbers",
            "'Both': it can't be", "'Scalar': only vectors", "'Vector': vectors are of one length", "At has attributes", "'Null': null and the empty text", "'Pattern': the pattern",
        })
        {
            Assert.Contains(told, message, StringComparison.Ordinal);
        }
    }

    [AttributeUsage(AttributeTargets.Class)]
    private sealed class WholeAttribute : ValidationAttribute;

    [Whole]
    public sealed record Whole
    {
        [Required]
        public string? Text { get; init; }
    }

    [Fact]
    public void An_attribute_of_the_whole_type_is_not_passed_over() => Assert.Contains(
        "no word for WholeAttribute on the whole type", Assert.Throws<ArgumentException>(() => DataSchema.FromAttributes<Whole>()).Message, StringComparison.Ordinal);

    [Fact]
    public void A_type_without_attributes_is_no_schema() =>
        Assert.Contains("no property or field", Assert.Throws<ArgumentException>(() => DataSchema.FromAttributes<CensusRow>()).Message, StringComparison.Ordinal);

    [Fact]
    public void Attributes_and_code_that_differ_in_what_a_column_is_are_refused() => Assert.Contains(
        "its unit is years",
        Assert.Throws<ArgumentException>(() => DataSchema.For<Row>(s => s.FromAttributes().Column(r => r.Age).Unit("months"))).Message,
        StringComparison.Ordinal);
}
