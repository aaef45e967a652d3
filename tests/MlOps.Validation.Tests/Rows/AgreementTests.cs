using System.Collections.Immutable;
using CsCheck;
using MlOps.Validation.Schemas;

namespace MlOps.Rows;

/// <summary>The two paths agree on every schema and every row.</summary>
public class AgreementTests
{
    public sealed record Wide
    {
        public float Single { get; init; }

        public float? MaybeSingle { get; init; }

        public double Double { get; init; }

        public double? MaybeDouble { get; init; }

        public int Int { get; init; }

        public int? MaybeInt { get; init; }

        public long Long { get; init; }

        public long? MaybeLong { get; init; }

        public byte Byte { get; init; }

        public uint? MaybeUInt { get; init; }

        public bool Flag { get; init; }

        public bool? MaybeFlag { get; init; }

        public string? Text { get; init; }

        public string? Name { get; init; }

        public RuleKindTests.Kind Kind { get; init; }

        public RuleKindTests.Kind? MaybeKind { get; init; }

        public float[]? Singles { get; init; }

        public ReadOnlyMemory<double> Doubles { get; init; }
    }

    private static readonly Gen<double> AnyDouble = Gen.OneOf(
        Gen.OneOf(
            0, -0.0, 1, -1, 0.1, 0.1f, 0.7, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e308, -1e308, double.Epsilon,
            float.MaxValue, float.Epsilon, 9007199254740992, -9223372036854775808.0, 9223372036854775808.0, int.MaxValue + 1.0),
        Gen.Double[-10, 10]);

    private static readonly Gen<float> AnySingle = AnyDouble.Select(d => (float)d);

    private static readonly Gen<long> AnyLong = Gen.OneOf(
        Gen.OneOf(long.MinValue, long.MaxValue, 9007199254740993, 0, 1, -1, int.MinValue), Gen.Long[-10, 10]);

    private static readonly Gen<string?> AnyText = Gen.OneOf(
        Gen.OneOf<string?>(null, "", " ", "a", "b", "aaa", "😀", "o'clock", "\"quoted\"", "\u0000", "\ud83d", "naïve\r\n"),
        Gen.String[0, 5].Select(s => (string?)s));

    internal static readonly Gen<Wide> AnyRow =
        from singles in AnySingle.Array[2]
        from doubles in AnyDouble.Array[2]
        from longs in AnyLong.Array[6]
        from flags in Gen.Bool.Array[2]
        from texts in AnyText.Array[2]
        from absent in Gen.Bool.Array[8]
        from elements in AnySingle.Array[0, 4]
        select new Wide
        {
            Single = singles[0],
            MaybeSingle = absent[0] ? null : singles[1],
            Double = doubles[0],
            MaybeDouble = absent[1] ? null : doubles[1],
            Int = (int)longs[0],
            MaybeInt = absent[2] ? null : (int)longs[1],
            Long = longs[2],
            MaybeLong = absent[3] ? null : longs[3],
            Byte = (byte)longs[4],
            MaybeUInt = absent[4] ? null : (uint)longs[5],
            Flag = flags[0],
            MaybeFlag = absent[5] ? null : flags[1],
            Text = texts[0],
            Name = texts[1],
            Kind = (RuleKindTests.Kind)longs[4],
            MaybeKind = absent[6] ? null : (RuleKindTests.Kind)longs[5],
            Singles = absent[7] ? null : elements,
            Doubles = Array.ConvertAll(elements, e => (double)e),
        };

    private static readonly Gen<Severity> AnySeverity = Gen.OneOf(Severity.Hard, Severity.Soft);

    private static readonly Gen<ColumnRule> AnyRange =
        from a in AnyDouble.Where(d => !double.IsNaN(d))
        from b in AnyDouble.Where(d => !double.IsNaN(d))
        from severity in AnySeverity
        from share in Gen.OneOf<double?>(null, 0, 0.1)
        select (ColumnRule)new RangeRule(Math.Min(a, b), Math.Max(a, b)) { Severity = severity, ToleratedShare = share };

    private static readonly Gen<ColumnRule> OverBatches = Gen.OneOf<ColumnRule>(new UniqueRule(), new DistinctCountRule(5, 6), new TopValueRule(0));

    private static readonly Gen<ColumnRule> AnyTextRule = Gen.OneOf(
        AnyText.Where(t => !string.IsNullOrEmpty(t)).Array[1, 12].Select(v => (ColumnRule)new DomainRule([.. v.Select(t => t!)])),
        Gen.Select(Gen.Int[0, 3], Gen.Int[3, 5]).Select(n => (ColumnRule)new LengthRule(n.Item1, n.Item2)),
        Gen.Enum<CharacterClass>().Select(c => (ColumnRule)new CharacterRule(c)),
        Gen.OneOf("^a", "a+$", ".", @"^\w*$", "(?i)B").Select(p => (ColumnRule)new PatternRule(p)));

    private static readonly Gen<ColumnRule> AnyWholeDomain =
        AnyLong.Array[1, 12].Select(v => (ColumnRule)new DomainRule([.. v.Select(n => n.ToString(System.Globalization.CultureInfo.InvariantCulture))]));

    private static Gen<ColumnSchema> AnyColumn(RowColumn<Wide> column)
    {
        var rule = column.Type switch
        {
            ColumnType.Text => Gen.OneOf(AnyTextRule, Custom, OverBatches),
            ColumnType.Integer => Gen.OneOf(AnyRange, AnyWholeDomain, Custom, OverBatches),
            ColumnType.Number => Gen.OneOf(AnyRange, AnyRange, Custom, Gen.Const((ColumnRule)new FiniteRule()), OverBatches),
            _ => Gen.OneOf(Custom, Gen.OneOf("true", "false").Select(v => (ColumnRule)new DomainRule([v])), OverBatches),
        };
        var sentinels = column.Type switch
        {
            ColumnType.Text => Gen.OneOf<ImmutableArray<string>?>(null, ["a", "?"], [" "]),
            ColumnType.Integer => Gen.OneOf<ImmutableArray<string>?>(null, ["0", "-1"], ["-9223372036854775808"]),
            ColumnType.Number => Gen.OneOf<ImmutableArray<string>?>(null, ["0.1", "-1"], ["1E308"]),
            _ => Gen.Const((ImmutableArray<string>?)null),
        };
        return
            from rules in rule.Array[0, 3]
            from presence in Gen.OneOf<Presence?>(null, Presence.Required, Presence.Tolerated, Presence.Optional, Presence.Optional)
            from sensitive in Gen.Bool
            from missing in sentinels
            from completeness in Gen.OneOf<double?>(null, null, 0.5)
            select new ColumnSchema
            {
                Name = column.Name,
                Type = column.Type,
                Presence = presence,
                Sensitive = sensitive,
                Sentinels = missing,
                MinimumCompleteness = completeness,
                Rules = [.. rules],
            };
    }

    private static Gen<ColumnSchema> AnyVector(RowVector<Wide> column) =>
        from rules in Gen.OneOf(AnyRange, Gen.Const((ColumnRule)new FiniteRule())).Array[0, 2]
        from presence in Gen.OneOf<Presence?>(null, Presence.Required, Presence.Tolerated, Presence.Optional)
        from length in Gen.OneOf<int?>(null, null, 1, 2)
        select new ColumnSchema { Name = column.Name, Type = ColumnType.Number, Vector = new() { Length = length }, Presence = presence, Rules = [.. rules] };

    private static readonly Gen<RowRule> AnyRowRule =
        from numbers in Gen.OneOf("Single", "MaybeSingle", "Double", "MaybeDouble", "Int", "MaybeLong", "Byte", "Kind").Array[2]
        from texts in Gen.OneOf(("Text", "Name"), ("Flag", "MaybeFlag"))
        from comparison in Gen.Enum<Comparison>()
        from bound in Gen.OneOf(0.0, 1, 100)
        from kind in Gen.Int[0, 3]
        from columns in Gen.OneOf([.. RowShape<Wide>.Instance.Columns.Select(AnyColumn), .. RowShape<Wide>.Instance.Vectors.Select(AnyVector)]).Array[1, 4]
        from severity in AnySeverity
        let bare = columns.DistinctBy(c => c.Name).Select(c => c with { Sentinels = null, MinimumCompleteness = null, Rules = [.. c.Rules.Where(r => r is not (CustomColumnRule or UniqueRule or DistinctCountRule or TopValueRule))] }).ToArray()
        select (kind, bare.Length) switch
        {
            (0, _) when numbers[0] != numbers[1] => new ComparisonRule(numbers[0], comparison, numbers[1]) { Severity = severity },
            (1, _) => new ComparisonRule(texts.Item1, texts.Item1 == "Text" ? comparison : Comparison.NotEqualTo, texts.Item2) { Severity = severity },
            (2, >= 2) => new ConditionalRule([.. bare[1..]], [bare[0]]) { Severity = severity },
            _ => (RowRule)new SumRule([.. numbers.Distinct()], bound, bound) { Severity = severity },
        };

    private static readonly Gen<ColumnRule> Custom =
        from severity in AnySeverity
        from throws in Gen.Int[0, 4]
        select (ColumnRule)new CustomColumnRule(throws == 0 ? "throws" : "odd") { Severity = severity };

    internal static readonly Gen<DataSchema> AnySchema =
        from columns in Gen.OneOf([.. RowShape<Wide>.Instance.Columns.Select(c => AnyColumn(c).Array[0, 1]), .. RowShape<Wide>.Instance.Vectors.Select(v => AnyVector(v).Array[0, 1])]).Array[0, 8]
        from completeness in Gen.OneOf(Gen.Double[0, 1], Gen.OneOf(0, 0.5, 1)).Array[0, 2]
        from custom in Gen.Bool
        from between in AnyRowRule.Array[0, 2]
        let distinct = columns.SelectMany(c => c).DistinctBy(c => c.Name).ToImmutableArray()
        select new DataSchema
        {
            Columns = distinct,
            Rules =
            [
                .. distinct.IsEmpty ? [] : completeness.Distinct().Select(c => (RowRule)new CompletenessRule(c)),
                .. custom || distinct.IsEmpty ? [new CustomRowRule("flag")] : Array.Empty<RowRule>(),
                .. between,
                .. custom ? [new RowCountRule(2, 10)] : Array.Empty<RowRule>(),
            ],
        };

    private static void Code(SchemaBuilder<Wide> s) => s
        .Column(r => r.Single).Optional().Must("odd", v => v % 2 == 1).Must("throws", _ => throw new FormatException())
        .Column(r => r.MaybeSingle).Optional().Must("odd", v => v % 2 == 1).Must("throws", _ => throw new FormatException())
        .Column(r => r.Double).Optional().Must("odd", v => v % 2 == 1).Must("throws", _ => throw new FormatException())
        .Column(r => r.MaybeDouble).Optional().Must("odd", v => v % 2 == 1).Must("throws", _ => throw new FormatException())
        .Column(r => r.Int).Optional().Must("odd", v => v % 2 != 0).Must("throws", _ => throw new FormatException())
        .Column(r => r.MaybeInt).Optional().Must("odd", v => v % 2 != 0).Must("throws", _ => throw new FormatException())
        .Column(r => r.Long).Optional().Must("odd", v => v % 2 != 0).Must("throws", _ => throw new FormatException())
        .Column(r => r.MaybeLong).Optional().Must("odd", v => v % 2 != 0).Must("throws", _ => throw new FormatException())
        .Column(r => r.Byte).Optional().Must("odd", v => v % 2 != 0).Must("throws", _ => throw new FormatException())
        .Column(r => r.MaybeUInt).Optional().Must("odd", v => v % 2 != 0).Must("throws", _ => throw new FormatException())
        .Column(r => r.Flag).Optional().Must("odd", v => v).Must("throws", _ => throw new FormatException())
        .Column(r => r.MaybeFlag).Optional().Must("odd", v => v).Must("throws", _ => throw new FormatException())
        .Column(r => r.Text).Optional().Must("odd", v => v.Length % 2 == 1).Must("throws", _ => throw new FormatException())
        .Column(r => r.Name).Optional().Must("odd", v => v.Length % 2 == 1).Must("throws", _ => throw new FormatException())
        .Column(r => r.Kind).Optional().Must("odd", v => (short)v % 2 != 0).Must("throws", _ => throw new FormatException())
        .Column(r => r.MaybeKind).Optional().Must("odd", v => (short)v % 2 != 0).Must("throws", _ => throw new FormatException())
        .Rule("flag", r => r.Flag);

    internal static SchemaDraft<Wide> Write(DataSchema schema)
    {
        var code = SchemaBuilder<Wide>.Write(Code);
        var draft = new SchemaDraft<Wide>();
        foreach (var column in schema.Columns)
        {
            var written = column.Vector is null
                ? draft.AddColumn(RowShape<Wide>.Instance.Find(column.Name)!)
                : draft.AddVector(RowShape<Wide>.Instance.FindVector(column.Name)!);
            written.Set(c => column with { Rules = [] });
            foreach (var rule in column.Rules.DistinctBy(r => r is CustomColumnRule c ? c.Name : (object)r))
            {
                written.Add(rule, rule is CustomColumnRule custom ? code.FindCode(column.Name, custom.Name) : null);
            }
        }

        foreach (var rule in schema.Rules)
        {
            draft.AddRule(rule, rule is CustomRowRule custom ? code.FindCode(custom.Name) : null);
        }

        return draft;
    }

    [Fact]
    public void The_compiled_path_and_the_explaining_path_agree_on_random_schemas_and_rows()
    {
        var clean = 0;
        Gen.Select(AnySchema, AnyRow.Array[1, 20]).Sample(
            (schema, rows) =>
            {
                var draft = Write(schema);
                var compiled = new RowValidator<Wide>(draft);
                var interpreted = new RowValidator<Wide>(draft, compile: false);
                foreach (var row in rows)
                {
                    if (Checked.Both(compiled, interpreted, row).IsEmpty)
                    {
                        Interlocked.Increment(ref clean);
                    }
                }
            },
            iter: 1500);

        Assert.True(clean > 100, $"Only {clean} rows were clean: the property would hold for a path that refuses everything.");
    }

    [Fact]
    public void Elements_judged_many_at_a_time_and_one_by_one_agree_on_vectors_of_any_length()
    {
        var clean = 0;
        Gen.Select(Gen.OneOf(AnyRange, Gen.Const((ColumnRule)new FiniteRule())), AnySingle.Array[1, 3], Gen.Int[0, 40], Gen.Int[0, 39], AnySingle).Sample((rule, some, length, at, odd) =>
        {
            var test = rule is RangeRule range ? new MlOps.Validation.Rows.ElementTest(range) : new MlOps.Validation.Rows.ElementTest((FiniteRule)rule);
            float[] singles = [.. Enumerable.Range(0, length).Select(i => i == at ? odd : some[i % some.Length])];
            foreach (var cell in new[] { VectorCell.Of(singles), VectorCell.Of(Array.ConvertAll(singles, v => (double)v)) })
            {
                var (first, count) = test.Broken(cell);
                Assert.Equal(count == 0, test.Accepts(cell));
                Assert.Equal(count == 0, first < 0);
                Interlocked.Add(ref clean, count == 0 && length > 16 ? 1 : 0);
            }
        });
        Assert.True(clean > 5, $"Only {clean} long vectors were clean.");
    }
}
