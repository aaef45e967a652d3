using System.Collections.Immutable;
using System.Globalization;
using CsCheck;

namespace MlOps.Sources;

/// <summary>Random rows, and random schemas of every kind of rule.</summary>
internal static class Anything
{
    private static readonly Gen<double> Doubles = Gen.OneOf(
        Gen.OneOf(0, 1, -1, 0.1, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e308, -1e308, -999.5, double.Epsilon, 9007199254740993, long.MinValue), Gen.Double[-10, 10]);

    private static readonly Gen<float> Singles = Doubles.Select(d => (float)d is var f && f == 0 ? 0 : f);

    private static readonly Gen<long> Longs = Gen.OneOf(Gen.OneOf(long.MinValue, long.MaxValue, 9007199254740993, 0, -1, int.MinValue), Gen.Long[-3, 3]);

    private static readonly Gen<string?> Texts = Gen.OneOf<string?>(null, "", " ", "?", "n/a", "a", "b", "aaa", "é", "😀", "👩‍👩‍👧", "o'clock", "\"quoted\"", "'; DROP TABLE rows; --", "a,b", "1,5", "NaN", "x\r\ny");

    public static readonly Gen<Row> Row =
        from doubles in Doubles.Array[2]
        from singles in Singles.Array[2]
        from longs in Longs.Array[3]
        from flags in Gen.Bool.Array[2]
        from texts in Texts.Array[2]
        from absent in Gen.Bool.Array[4]
        from items in Singles.Array[0, 4]
        select new Row
        {
            Single = singles[0],
            MaybeSingle = absent[0] ? null : singles[1],
            Double = doubles[0],
            MaybeDouble = absent[1] ? null : doubles[1],
            Int = (int)longs[0],
            MaybeInt = absent[2] ? null : (int)longs[1],
            Long = longs[2],
            Flag = flags[0],
            MaybeFlag = absent[3] ? null : flags[1],
            Text = texts[0],
            Name = texts[1],
            Items = items,
        };

    private static readonly Gen<Severity> AnySeverity = Gen.OneOf(Severity.Hard, Severity.Soft);
    private static readonly Gen<double?> Share = Gen.OneOf<double?>(null, 0.25);

    private static readonly Gen<ColumnRule> Range =
        from bounds in Doubles.Where(d => !double.IsNaN(d)).Array[2]
        from severity in AnySeverity
        from share in Share
        select (ColumnRule)new RangeRule(bounds.Min(), bounds.Max()) { Severity = severity, ToleratedShare = share };

    // Of any column of single values.
    private static readonly Gen<ColumnRule> Common = AnySeverity.SelectMany(s => Gen.OneOf<ColumnRule>(
        new UniqueRule { Severity = s }, new DistinctCountRule(2, 4) { Severity = s }, new TopValueRule(0.4) { Severity = s }, new CustomColumnRule("odd") { Severity = s }, new CustomColumnRule("throws") { Severity = s }));

    private static Gen<ColumnRule> Domain(Gen<string> value) => Gen.Select(value.Array[1, 6], AnySeverity, Share).Select((v, s, share) => (ColumnRule)new DomainRule([.. v]) { Severity = s, ToleratedShare = share });

    private static readonly Gen<ColumnRule> OfText = Gen.OneOf(
        Domain(Texts.Where(t => !string.IsNullOrEmpty(t)).Select(t => t!)),
        Gen.Select(Gen.Int[0, 3], Gen.Int[3, 9]).Select((a, b) => (ColumnRule)new LengthRule(a, b)),
        Gen.Enum<CharacterClass>().Select(c => (ColumnRule)new CharacterRule(c)),
        Gen.OneOf("^a", "a+$", @"^\w*$", "\"").Select(p => (ColumnRule)new PatternRule(p)));

    private static readonly Gen<ColumnRule> Finite = AnySeverity.Select(s => (ColumnRule)new FiniteRule { Severity = s });

    private static Gen<ColumnSchema> Column(string name, ColumnType type, Gen<ColumnRule> rule, bool isVector = false, params string[] sentinels) =>
        from rules in rule.Array[0, 3]
        from presence in Gen.OneOf<Presence?>(null, Presence.Required, Presence.Tolerated, Presence.Optional)
        from flags in Gen.Bool.Array[4]
        select new ColumnSchema
        {
            Name = name,
            Type = type,
            Presence = presence,
            Rules = [.. rules.DistinctBy(r => r is CustomColumnRule c ? c.Name : (object)r)],
            Sensitive = flags[0] && flags[1],
            MinimumCompleteness = flags[2] ? 0.5 : null,
            Sentinels = flags[3] && sentinels.Length > 0 ? [.. sentinels] : null,
            Vector = isVector ? new() { Length = flags[3] ? 2 : null } : null,
        };

    private static readonly Gen<string> Whole = Longs.Select(n => n.ToString(CultureInfo.InvariantCulture));
    private static readonly Gen<ColumnRule> Truth = Gen.OneOf("true", "false").Select(v => (ColumnRule)new DomainRule([v]));

    private static readonly Gen<ColumnSchema>[] EveryColumn =
    [
        Column("Single", ColumnType.Number, Gen.OneOf(Range, Finite, Common), false, "-999.5"),
        Column("MaybeSingle", ColumnType.Number, Gen.OneOf(Range, Finite, Common), false, "-999.5", "0"),
        Column("Double", ColumnType.Number, Gen.OneOf(Range, Finite, Common), false, "-999.5", "0.1"),
        Column("MaybeDouble", ColumnType.Number, Gen.OneOf(Range, Finite, Common), false, "1E308"),
        Column("Int", ColumnType.Integer, Gen.OneOf(Range, Domain(Whole), Common), false, "-1"),
        Column("MaybeInt", ColumnType.Integer, Gen.OneOf(Range, Domain(Whole), Common), false, "-1"),
        Column("Long", ColumnType.Integer, Gen.OneOf(Range, Domain(Whole), Common), false, "-9223372036854775808"),
        Column("Flag", ColumnType.Boolean, Gen.OneOf(Truth, Common)),
        Column("MaybeFlag", ColumnType.Boolean, Gen.OneOf(Truth, Common)),
        Column("Text", ColumnType.Text, Gen.OneOf(OfText, Common), false, "?", "n/a"),
        Column("Name", ColumnType.Text, Gen.OneOf(OfText, Common), false, "?"),
        Column("Items", ColumnType.Number, Gen.OneOf(Range, Finite), isVector: true),
    ];

    private static readonly Gen<ColumnSchema[]> Columns =
        from all in Gen.Shuffle(EveryColumn)
        from count in Gen.Int[1, 7]
        from columns in Each(all[..count])
        select columns;

    private static Gen<ColumnSchema[]> Each(Gen<ColumnSchema>[] columns) =>
        columns.Aggregate(Gen.Const(Array.Empty<ColumnSchema>()), (all, next) => Gen.Select(all, next).Select((a, c) => (ColumnSchema[])[.. a, c]));

    // Conditions speak of columns that the schema has, so that of a reader, too, it is known of what type they are.
    private static Gen<RowRule> Between(ColumnSchema[] columns)
    {
        string[] numbers = [.. columns.Where(c => c is { Type: ColumnType.Number or ColumnType.Integer, Vector: null }).Select(c => c.Name)];
        string[] texts = [.. columns.Where(c => c.Type == ColumnType.Text).Select(c => c.Name)];
        ImmutableArray<ColumnSchema> Bare(IEnumerable<ColumnSchema> some) => [.. some.Select(c => c with
        {
            Sentinels = null,
            MinimumCompleteness = null,
            Rules = [.. c.Rules.Where(r => r is not (CustomColumnRule or UniqueRule or DistinctCountRule or TopValueRule))],
        })];
        List<Gen<RowRule>> rules =
        [
            Gen.Const((RowRule)new CompletenessRule(0.6)),
            Gen.Const((RowRule)new RowCountRule(3, 15)),
            Gen.Const((RowRule)new ConditionalRule(Bare(columns.Take(1)), Bare(columns.Skip(1).Take(2).DefaultIfEmpty(columns[0])))),
        ];
        foreach (var pair in new[] { numbers, texts }.Where(p => p.Length > 1))
        {
            rules.Add(Gen.Enum<Comparison>().Select(c => (RowRule)new ComparisonRule(pair[0], c, pair[1])));
        }

        if (numbers.Length > 0)
        {
            rules.Add(Gen.OneOf(0.0, 1, 100).Select(t => (RowRule)new SumRule([.. numbers.Take(3)], t, t)));
        }

        return Gen.Select(Gen.OneOf([.. rules]), AnySeverity).Select((r, s) => r with { Severity = s });
    }

    public static readonly Gen<DataSchema> Schema = Columns.SelectMany(c => Between(c).Array[0, 3].Select(r => new DataSchema { Columns = [.. c], Rules = [.. r.Distinct()] }));

    /// <summary>The code of the custom rules that a schema names, and no more.</summary>
    public static Action<SchemaBuilder<Row>> CodeOf(DataSchema schema) => s =>
    {
        foreach (var column in schema.Columns)
        {
            CustomColumnRule[] rules = [.. column.Rules.OfType<CustomColumnRule>()];
            _ = (rules.Length == 0 ? "" : column.Name) switch
            {
                "Single" => Must(s.Column(r => r.Single), rules, v => v % 2 == 1),
                "MaybeSingle" => Must(s.Column(r => r.MaybeSingle), rules, v => v % 2 == 1),
                "Double" => Must(s.Column(r => r.Double), rules, v => v % 2 == 1),
                "MaybeDouble" => Must(s.Column(r => r.MaybeDouble), rules, v => v % 2 == 1),
                "Int" => Must(s.Column(r => r.Int), rules, v => v % 2 != 0),
                "MaybeInt" => Must(s.Column(r => r.MaybeInt), rules, v => v % 2 != 0),
                "Long" => Must(s.Column(r => r.Long), rules, v => v % 2 != 0),
                "Flag" => Must(s.Column(r => r.Flag), rules, v => v),
                "MaybeFlag" => Must(s.Column(r => r.MaybeFlag), rules, v => v),
                "Text" => Must(s.Column(r => r.Text), rules, v => v.Length % 2 == 1),
                "Name" => Must(s.Column(r => r.Name), rules, v => v.Length % 2 == 1),
                _ => s,
            };
        }
    };

    private static SchemaBuilder<Row> Must<TValue, TSelf>(ColumnBuilder<Row, TValue, TSelf> column, CustomColumnRule[] rules, Func<TValue, bool> odd)
        where TSelf : ColumnBuilder<Row, TValue, TSelf>
    {
        foreach (var rule in rules)
        {
            column.Must(rule.Name, rule.Name == "odd" ? odd : _ => throw new FormatException(), rule.Severity);
        }

        return column;
    }
}
