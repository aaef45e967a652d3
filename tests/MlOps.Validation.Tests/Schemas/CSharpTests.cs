using System.Reflection;
using CsCheck;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MlOps.Schemas;

/// <summary>What a schema prints compiles and makes the same schema.</summary>
public class CSharpTests
{
    public enum Kind
    {
        Unknown,
        Loan,
    }

    public sealed record Row
    {
        public float Single { get; init; }

        public float? MaybeSingle { get; init; }

        public double Double { get; init; }

        public byte Byte { get; init; }

        public int Int { get; init; }

        public long? MaybeLong { get; init; }

        public bool Flag { get; init; }

        public bool? MaybeFlag { get; init; }

        public string? Text { get; init; }

        [ModelColumn("other name")]
        public string? @class { get; init; }

        public Kind? Kind { get; init; }

        public float[]? Embedding { get; init; }

        public ReadOnlyMemory<double> Bag { get; init; }
    }

    [Fact]
    public void A_schema_prints_as_one_would_write_it()
    {
        var schema = DataSchema.For<Row>(s => s
            .Column(r => r.Single).Required().InRange(17, 90, tolerated: 0.01).Unit("years").MissingWhen(-999)
            .Column(r => r.Text).Tolerated().OneOf("a", "\"\n").Length(3, 200, Severity.Soft).Must("known", _ => true)
            .Column(r => r.Kind).OneOf(Kind.Loan)
            .Column(r => r.Embedding).Length(128).EachFinite()
            .Compare(r => r.Int, Comparison.AtMost, r => r.MaybeLong)
            .When(r => r.Flag, true, then => then.Column(r => r.Single).AtLeast(18)));

        Assert.Equal(
            """
            DataSchema.For<CSharpTests.Row>(s => s
                .Column(r => r.Single).Required().InRange(17, 90, tolerated: 0.01).Unit("years").MissingWhen(-999f)
                .Column(r => r.Text).Tolerated().OneOf("a", "\"\u000a").Length(3, 200, Severity.Soft).Must("known", value => throw new NotImplementedException())
                .Column(r => r.Kind).OneOf((CSharpTests.Kind)(1))
                .Column(r => r.Embedding).Length(128).EachFinite()
                .Compare(r => (double?)r.Int, Comparison.AtMost, r => (double?)r.MaybeLong)
                .When(when => when.Column(r => r.Flag).Is(true), then => then.Column(r => r.Single).AtLeast(18)))
            """,
            schema.ToCSharp<Row>());
    }

    [Fact]
    public void Random_schemas_print_code_that_compiles_and_makes_them_again() => Schemas.Array[100].Sample(
        schemas =>
        {
            var kinds = schemas.SelectMany(s => s.Rules.Cast<object>().Concat(s.Columns.SelectMany(c => c.Rules))).Select(r => r.GetType()).ToHashSet();
            Assert.Equal([], typeof(ColumnRule).Assembly.GetTypes().Where(t => !t.IsAbstract && (t.IsSubclassOf(typeof(ColumnRule)) || t.IsSubclassOf(typeof(RowRule)))).Except(kinds));

            // All in one compilation: most of its time is its start.
            var again = Run(schemas.Select(s => s.ToCSharp<Row>()));
            for (var i = 0; i < schemas.Length; i++)
            {
                Assert.True(schemas[i].Equals(again[i]), $"{schemas[i].ToCSharp<Row>()}\n{again[i].ToCSharp<Row>()}");
            }
        },
        iter: 2);

    [Fact]
    public void What_no_word_says_is_refused_by_name()
    {
        ColumnSchema number = new() { Name = "Single", Type = ColumnType.Number };
        foreach (var (told, schema) in new (string, DataSchema)[]
        {
            ("'Gone' of the schema is no column of Row", new() { Columns = [number with { Name = "Gone" }] }),
            ("'Single' has a bound", new() { Columns = [number with { Rules = [new RangeRule(0.1, 1)] }] }),
            ("'Kind' has a range over an enum", new() { Columns = [new() { Name = "Kind", Type = ColumnType.Integer, Rules = [new RangeRule(0, 1)] }] }),
            ("'Int' has a bound of 1E+300", new() { Columns = [new() { Name = "Int", Type = ColumnType.Integer, Rules = [new RangeRule(0, 1e300)] }] }),
        })
        {
            Assert.Contains(told, Assert.Throws<ArgumentException>(() => schema.ToCSharp<Row>()).Message, StringComparison.Ordinal);
        }
    }

    private static readonly Gen<Severity> AnySeverity = Gen.OneOf(Severity.Hard, Severity.Soft);
    private static readonly Gen<double?> AnyShare = Gen.OneOf<double?>(null, 0.25);
    private static readonly Gen<string> AnyText = Gen.OneOf(Gen.OneOf("a", "\"", "\\", "😀", "\0", "\ud800", "{0}", "\r\n"), Gen.String[1, 8]);

    private static Gen<ColumnRule> AnyRange(bool single) =>
        from a in Gen.OneOf(Gen.Double[-1e9, 1e9], Gen.Int[-100, 100].Select(i => (double)i), Gen.OneOf(double.NegativeInfinity, double.PositiveInfinity, 1e30, -0.0))
        from b in Gen.OneOf(Gen.Double[-1e9, 1e9], Gen.Int[-100, 100].Select(i => (double)i), Gen.OneOf(double.NegativeInfinity, double.PositiveInfinity, 1e30))
        from severity in AnySeverity
        from share in AnyShare
        let bounds = single ? (First: (float)a, Second: (float)b) : (First: a, Second: b)
        select (ColumnRule)new RangeRule(Math.Min(bounds.First, bounds.Second), Math.Max(bounds.First, bounds.Second)) { Severity = severity, ToleratedShare = share };

    private static readonly Gen<ColumnRule> AnyWholeRange =
        from a in Gen.Int[-1000, 1000]
        from b in Gen.Int[-1000, 1000]
        from half in Gen.OneOf(0, 0.5)
        select (ColumnRule)new RangeRule(Math.Min(a, b), Math.Max(a, b) + half);

    private static readonly Gen<ColumnRule> AnyLongRange = Gen.OneOf<ColumnRule>(
        new RangeRule(long.MinValue, 1L << 62), new RangeRule(-1, double.PositiveInfinity), new RangeRule(double.NegativeInfinity, 9007199254740994));

    private static readonly Gen<ColumnRule> AnyRule = AnySeverity.SelectMany(s => Gen.OneOf<ColumnRule>(
        new UniqueRule { Severity = s }, new DistinctCountRule(1, long.MaxValue) { Severity = s }, new TopValueRule(0.5) { Severity = s }, new CustomColumnRule("\"mine\"") { Severity = s }));

    private static readonly Gen<ColumnRule> AnyTextRule = Gen.Select(AnySeverity, AnyShare, AnyText.Array[1, 3]).SelectMany((s, share, values) => Gen.OneOf<ColumnRule>(
        new LengthRule(1, int.MaxValue) { Severity = s }, new CharacterRule(CharacterClass.Ascii) { Severity = s }, new PatternRule("^\"\\\\") { Severity = s },
        new DomainRule([.. values]) { Severity = s, ToleratedShare = share }));

    private static Gen<ColumnSchema> Column(string name, ColumnType type, Gen<ColumnRule> rule, Gen<string>? sentinel = null, bool vector = false) =>
        from rules in rule.Array[0, 3]
        from presence in Gen.OneOf<Presence?>(null, Presence.Required, Presence.Tolerated, Presence.Optional)
        from said in Gen.Bool.Array[6]
        from unit in AnyText.Where(t => !string.IsNullOrWhiteSpace(t))
        from sentinels in (sentinel ?? Gen.Const("")).Array[1, 2]
        select new ColumnSchema
        {
            Name = name,
            Type = type,
            Presence = presence,
            Sensitive = said[0],
            Rules = [.. rules.DistinctBy(r => r is CustomColumnRule ? "custom" : (object)r)],
            Unit = said[1] ? unit : null,
            Sentinels = said[2] && sentinel is not null ? [.. sentinels.Distinct()] : null,
            MinimumCompleteness = said[3] ? 0.125 : null,
            Environments = said[4] ? ["training", unit] : null,
            Vector = vector ? new() { Length = said[5] ? 7 : null } : null,
        };

    private static readonly Gen<ColumnRule> Truth = AnySeverity.Select(s => (ColumnRule)new DomainRule(["false"]) { Severity = s });
    private static readonly Gen<ColumnRule> Finite = AnySeverity.Select(s => (ColumnRule)new FiniteRule { Severity = s });
    private static readonly Gen<ColumnRule> Elements = Gen.OneOf(Finite, AnyRange(single: true).Select(r => (ColumnRule)((RangeRule)r with { ToleratedShare = null })));
    private static readonly Gen<ColumnRule> Whole = Gen.OneOf("0", "1", "200").Array[1, 2].Select(v => (ColumnRule)new DomainRule([.. v]));

    private static readonly Gen<ColumnSchema[]> Columns = Gen.OneOf(
        Column("Single", ColumnType.Number, Gen.OneOf(AnyRange(single: true), Finite, AnyRule), Gen.OneOf("-999.9", "0.1")),
        Column("MaybeSingle", ColumnType.Number, Gen.OneOf(AnyRange(single: true), Finite), Gen.OneOf("-1", "1E+30")),
        Column("Double", ColumnType.Number, Gen.OneOf(AnyRange(single: false), Finite), Gen.OneOf("-999.9", "1E+300", "7")),
        Column("Byte", ColumnType.Integer, Gen.OneOf(AnyWholeRange, Whole, AnyRule), Gen.OneOf("0", "255")),
        Column("Int", ColumnType.Integer, Gen.OneOf(AnyWholeRange, Whole), Gen.OneOf("-2147483648", "5")),
        Column("MaybeLong", ColumnType.Integer, Gen.OneOf(AnyWholeRange, AnyLongRange), Gen.OneOf("-9223372036854775808", "5")),
        Column("Flag", ColumnType.Boolean, Gen.OneOf(Truth, AnyRule)),
        Column("MaybeFlag", ColumnType.Boolean, Truth),
        Column("Text", ColumnType.Text, Gen.OneOf(AnyTextRule, AnyRule), AnyText),
        Column("other name", ColumnType.Text, AnyTextRule, AnyText),
        Column("Kind", ColumnType.Integer, Whole, Gen.OneOf("-1", "0")),
        Column("Embedding", ColumnType.Number, Elements, vector: true),
        Column("Bag", ColumnType.Number, Finite, vector: true)).Array[1, 6].Select(c => c.DistinctBy(x => x.Name).ToArray());

    private static readonly Gen<RowRule> AnyRowRule = Gen.Select(AnySeverity, Columns).SelectMany((s, columns) => Gen.OneOf<RowRule>(
        new CompletenessRule(0.5) { Severity = s },
        new CustomRowRule("\"x\"") { Severity = s },
        new ComparisonRule("Text", Comparison.AtMost, "other name") { Severity = s },
        new ComparisonRule("Kind", Comparison.LessThan, "Single") { Severity = s },
        new ComparisonRule("Single", Comparison.GreaterThan, "MaybeSingle") { Severity = s },
        new SumRule(["Int", "Kind", "MaybeLong", "Double"], 1, 0.001) { Severity = s },
        new RowCountRule(1, long.MaxValue) { Severity = s },
        new ConditionalRule(Branch(columns), Branch(columns)) { Severity = s }));

    private static System.Collections.Immutable.ImmutableArray<ColumnSchema> Branch(ColumnSchema[] columns) => [.. columns.Select(c => new ColumnSchema
    {
        Name = c.Name,
        Type = c.Type,
        Presence = c.Presence,
        Vector = c.Vector,
        Rules = [.. c.Rules.Where(r => r is not (UniqueRule or DistinctCountRule or TopValueRule or CustomColumnRule))],
    })];

    private static readonly Gen<DataSchema> Schemas =
        from columns in Columns
        from rules in AnyRowRule.Array[0, 3]
        select new DataSchema
        {
            Columns = [.. columns],
            Rules = [.. columns.Where(c => c.Vector is not null).Select(c => new SumRule([c.Name], 1, 0.5)), .. rules.DistinctBy(r => r is CustomRowRule ? "custom" : (object)r)],
        };

    private static DataSchema[] Run(IEnumerable<string> expressions)
    {
        var source = $$"""
            using System;
            using System.Collections.Generic;
            using MlOps;
            using MlOps.Schemas;
            public static class Printed
            {
                public static DataSchema[] All() => new Func<DataSchema>[] {
            {{string.Join(",\n", expressions.Select(e => $"() => {e}"))}}
                }.Select(f => f()).ToArray();
            }
            """;
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(p => MetadataReference.CreateFromFile(p));
        var compilation = CSharpCompilation.Create(
            "printed",
            [CSharpSyntaxTree.ParseText("global using System.Linq;" + source)],
            references,
            new(OutputKind.DynamicallyLinkedLibrary));
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(5)) + "\n" + source);
        return (DataSchema[])Assembly.Load(assembly.ToArray()).GetType("Printed")!.GetMethod("All")!.Invoke(null, null)!;
    }
}
