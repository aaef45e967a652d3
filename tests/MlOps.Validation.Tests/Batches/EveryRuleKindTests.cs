using System.Reflection;
using System.Text.Json.Serialization;
using MlOps.Validation.Schemas;

namespace MlOps.Batches;

/// <summary>Each kind of rule that there is has one case that fires and one that stays silent; a new kind without them fails here.</summary>
public class EveryRuleKindTests
{
    public sealed record Row
    {
        public double? Number { get; init; } = 1;

        public long Whole { get; init; } = 1;

        public string? Text { get; init; } = "a";

        public bool Flag { get; init; } = true;

        public float[]? Items { get; init; } = [1];
    }

    private sealed record Case(string Rule, Type? Kind, Func<BatchReport> Fires, Func<BatchReport> IsSilent);

    private static readonly Row Good = new();

    private static Case Of(string rule, Type? kind, Action<SchemaBuilder<Row>> schema, Row[] fires, params Row[] silent) => new(
        rule, kind, () => new BatchCheck<Row>(schema).Check(fires), () => new BatchCheck<Row>(schema).Check(silent.Length == 0 ? [Good] : silent));

    private static Case OfTexts(string rule, string fires, string silent)
    {
        BatchReport Check(string text) => DataSchema.For<Row>(s => s.Column(r => r.Number)).Check(new ColumnTable().Add("Number", new[] { text }));
        return new(rule, null, () => Check(fires), () => Check(silent));
    }

    private static readonly Case[] Cases =
    [
        Of("required", null, s => s.Column(r => r.Number), [Good with { Number = double.NaN }]),
        OfTexts("readable", "twenty", "20"),
        Of("completeness", null, s => s.Column(r => r.Text).Optional().Completeness(0.5), [Good with { Text = "" }]),
        Of("length", null, s => s.Column(r => r.Items).Length(1), [Good with { Items = [1, 2] }]),
        Of("range", typeof(RangeRule), s => s.Column(r => r.Number).InRange(0, 1), [Good with { Number = 1.5 }]),
        Of("range", typeof(RangeRule), s => s.Column(r => r.Whole).AtLeast(1), [Good with { Whole = long.MinValue }]),
        Of("range", typeof(RangeRule), s => s.Column(r => r.Items).EachInRange(0, 1), [Good with { Items = [0, 2] }]),
        Of("domain", typeof(DomainRule), s => s.Column(r => r.Text).OneOf("a", "b"), [Good with { Text = "A" }]),
        Of("domain", typeof(DomainRule), s => s.Column(r => r.Whole).OneOf(1), [Good with { Whole = 2 }]),
        Of("domain", typeof(DomainRule), s => s.Column(r => r.Flag).Is(true), [Good with { Flag = false }]),
        Of("pattern", typeof(PatternRule), s => s.Column(r => r.Text).Matches("^a$"), [Good with { Text = "aa" }]),
        Of("length", typeof(LengthRule), s => s.Column(r => r.Text).Length(1, 2), [Good with { Text = "aaa" }]),
        Of("characters", typeof(CharacterRule), s => s.Column(r => r.Text).Characters(CharacterClass.LowerCase), [Good with { Text = "aA" }]),
        Of("finite", typeof(FiniteRule), s => s.Column(r => r.Number).Finite(), [Good with { Number = double.PositiveInfinity }]),
        Of("finite", typeof(FiniteRule), s => s.Column(r => r.Items).EachFinite(), [Good with { Items = [float.NaN] }]),
        Of("unique", typeof(UniqueRule), s => s.Column(r => r.Text).Unique(), [Good, Good], Good, Good with { Text = "b" }),
        Of("distinctCount", typeof(DistinctCountRule), s => s.Column(r => r.Whole).DistinctCount(1, 1), [Good, Good with { Whole = 2 }]),
        Of("topValue", typeof(TopValueRule), s => s.Column(r => r.Flag).TopValue(0.5), [Good, Good, Good with { Flag = false }], Good, Good with { Flag = false }),
        Of("mine", typeof(CustomColumnRule), s => s.Column(r => r.Text).Must("mine", t => t == "a"), [Good with { Text = "b" }]),
        Of("completeness", typeof(CompletenessRule), s => s.Column(r => r.Text).Optional().Column(r => r.Number).Optional().RowCompleteness(1), [Good with { Number = null }]),
        Of("mine", typeof(CustomRowRule), s => s.Rule("mine", r => r.Flag), [Good with { Flag = false }]),
        Of("comparison", typeof(ComparisonRule), s => s.Compare(r => r.Number, Comparison.AtLeast, r => r.Whole), [Good with { Whole = 2 }]),
        Of("sum", typeof(SumRule), s => s.Column(r => r.Items).SumsTo(1, 0.1), [Good with { Items = [1, 1] }]),
        Of("condition", typeof(ConditionalRule), s => s.When(r => r.Flag, true, then => then.Column(r => r.Text)), [Good with { Text = null }]),
        Of("rowCount", typeof(RowCountRule), s => s.RowCount(1, 1), [Good, Good]),
    ];

    public static TheoryData<int> Numbers() => [.. Enumerable.Range(0, Cases.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void It_fires_once_and_stays_silent_where_all_is_well(int number)
    {
        var (rule, _, fires, isSilent) = Cases[number];
        var (fired, silent) = (fires(), isSilent());
        var broken = Assert.Single(fired.Rules, r => r.Rule == rule && (r.Column.Length > 0 || r.Expected != "a row"));
        var holds = Assert.Single(silent.Rules, r => r.Rule == rule && (r.Column.Length > 0 || r.Expected != "a row"));

        Assert.Equal((VerdictKind.Fail, VerdictKind.Fail), (broken.Verdict.Kind, fired.Verdict.Kind));
        Assert.Equal((VerdictKind.Pass, VerdictKind.Pass, 0), (holds.Verdict.Kind, silent.Verdict.Kind, holds.Broken));
        Assert.True(holds.Judged > 0, "Silent is what was judged, not what was skipped.");
    }

    [Fact]
    public void No_kind_of_rule_and_no_name_of_one_is_left_out()
    {
        var kinds = typeof(ColumnRule).Assembly.GetTypes().Where(t => !t.IsAbstract && (t.IsSubclassOf(typeof(ColumnRule)) || t.IsSubclassOf(typeof(RowRule)))).ToHashSet();

        Assert.Equal([], kinds.Except(Cases.Select(c => c.Kind)).Select(k => k!.Name));
        Assert.Equal([], RuleNames.All.Except(Cases.Select(c => c.Rule)));
        Assert.Equal(
            kinds.Select(k => k.Name).Order(),
            new[] { typeof(ColumnRule), typeof(RowRule) }.SelectMany(t => t.GetCustomAttributes<JsonDerivedTypeAttribute>()).Select(a => a.DerivedType.Name).Order());
    }
}
