using System.Collections.Immutable;
using CsCheck;

namespace MlOps;

public class DataSchemaTests
{
    private static readonly Gen<string> Text = Gen.OneOf(Gen.String, Gen.OneOf("", "\"", "😀", "</script>", "\0", "null"));

    private static readonly Gen<double> Bound = Gen.OneOf(
        Gen.Double, Gen.OneOf(double.PositiveInfinity, double.NegativeInfinity, double.NaN, 1e308, -0.0, double.Epsilon, long.MinValue));

    private static readonly Gen<Severity> AnySeverity = Gen.Enum<Severity>();

    private static readonly Gen<double?> AnyShare = Gen.OneOf(Gen.OneOf<double?>(null, 0.5), Gen.Double[0, 1].Select(s => (double?)s));

    private static readonly Gen<ColumnRule> AnyColumnRule = Gen.OneOf<ColumnRule>(
        Gen.Select(Bound, Bound, AnyShare, (a, b, s) => (ColumnRule)new RangeRule(a, b) { ToleratedShare = s }),
        Gen.Select(Text.Array[0, 5], AnyShare, (v, s) => (ColumnRule)new DomainRule([.. v]) { ToleratedShare = s }),
        Gen.Select(Gen.Int, Gen.Int, AnySeverity, (a, b, s) => (ColumnRule)new LengthRule(a, b) { Severity = s }),
        Gen.Select(Gen.Enum<CharacterClass>(), AnySeverity, (c, s) => (ColumnRule)new CharacterRule(c) { Severity = s }),
        AnySeverity.Select(s => (ColumnRule)new FiniteRule { Severity = s }),
        AnySeverity.Select(s => (ColumnRule)new UniqueRule { Severity = s }),
        Gen.Select(Gen.Long, Gen.Long, AnySeverity, (a, b, s) => (ColumnRule)new DistinctCountRule(a, b) { Severity = s }),
        Gen.Select(Bound, AnySeverity, (m, s) => (ColumnRule)new TopValueRule(m) { Severity = s }),
        Gen.Select(Bound, Bound, AnySeverity, (a, b, s) => (ColumnRule)new RangeRule(a, b) { Severity = s }),
        Gen.Select(Text.Array[0, 5], AnySeverity, (v, s) => (ColumnRule)new DomainRule([.. v]) { Severity = s }),
        Gen.Select(Text, AnySeverity, (p, s) => (ColumnRule)new PatternRule(p) { Severity = s }),
        Gen.Select(Text, AnySeverity, (n, s) => (ColumnRule)new CustomColumnRule(n) { Severity = s }));

    private static readonly Gen<ColumnSchema> AnyColumn =
        from name in Text
        from type in Gen.Enum<ColumnType>()
        from presence in Gen.OneOf<Presence?>(null, Presence.Optional, Presence.Tolerated, Presence.Required)
        from flags in Gen.Bool.Array[3]
        from completeness in AnyShare
        from unit in Text
        from lists in Text.Array[0, 2].Array[2]
        from length in Gen.OneOf(Gen.OneOf<int?>(null, 3), Gen.Int.Select(n => (int?)n))
        from rules in AnyColumnRule.Array[0, 4]
        select new ColumnSchema
        {
            Name = name,
            Type = type,
            Presence = presence,
            Sensitive = flags[0],
            MinimumCompleteness = completeness,
            Unit = flags[1] ? unit : null,
            Sentinels = [.. lists[0]],
            Environments = [.. lists[1]],
            Vector = flags[2] ? new() { Length = length } : null,
            Rules = [.. rules],
        };

    private static readonly Gen<RowRule> AnyRowRule = Gen.OneOf<RowRule>(
        Gen.Select(Text, Gen.Enum<Comparison>(), Text, AnySeverity, (l, c, r, s) => (RowRule)new ComparisonRule(l, c, r) { Severity = s }),
        Gen.Select(Text.Array[0, 3], Bound, Bound, AnySeverity, (c, t, e, s) => (RowRule)new SumRule([.. c], t, e) { Severity = s }),
        Gen.Select(AnyColumn.Array[0, 2], AnyColumn.Array[0, 2], AnySeverity, (w, t, s) => (RowRule)new ConditionalRule([.. w], [.. t]) { Severity = s }),
        Gen.Select(Gen.Long, Gen.Long, AnySeverity, (a, b, s) => (RowRule)new RowCountRule(a, b) { Severity = s }),
        Gen.Select(Gen.Double[0, 1], AnySeverity, (m, s) => (RowRule)new CompletenessRule(m) { Severity = s }),
        Gen.Select(Text, AnySeverity, (n, s) => (RowRule)new CustomRowRule(n) { Severity = s }));

    [Fact]
    public void Every_schema_survives_json()
    {
        Gen.Select(AnyColumn.Array[0, 5], AnyRowRule.Array[0, 3]).Sample((columns, rules) =>
        {
            var schema = new DataSchema { Columns = [.. columns], Rules = [.. rules] };
            var json = schema.ToJson();

            var read = DataSchema.FromJson(json);

            Assert.Equal(schema, read);
            Assert.Equal(schema.GetHashCode(), read.GetHashCode());
            Assert.Equal(json, read.ToJson());
        });
    }

    [Fact]
    public void The_format_is_this_and_stays_this()
    {
        const string Json = """
            {"columns":[{"name":"Age","type":"Number","presence":"Required","sensitive":false,"rules":[{"rule":"range","minimum":0,"maximum":"Infinity","severity":"Hard"}]},{"name":"Job","type":"Text","sensitive":true,"rules":[{"rule":"domain","values":["a","b"],"severity":"Soft"},{"rule":"pattern","pattern":"^a","severity":"Hard"},{"rule":"custom","name":"known","severity":"Hard"}]}],"rules":[{"rule":"completeness","minimum":0.75,"severity":"Hard"},{"rule":"custom","name":"sane","severity":"Soft"}]}
            """;
        var schema = new DataSchema
        {
            Columns =
            [
                new() { Name = "Age", Type = ColumnType.Number, Presence = Presence.Required, Rules = [new RangeRule(0, double.PositiveInfinity)] },
                new()
                {
                    Name = "Job",
                    Type = ColumnType.Text,
                    Sensitive = true,
                    Rules = [new DomainRule(["a", "b"]) { Severity = Severity.Soft }, new PatternRule("^a"), new CustomColumnRule("known")],
                },
            ],
            Rules = [new CompletenessRule(0.75), new CustomRowRule("sane") { Severity = Severity.Soft }],
        };

        Assert.Equal(schema, DataSchema.FromJson(Json));
        Assert.Equal(Json, schema.ToJson());
    }

    [Fact]
    public void So_does_the_format_of_what_came_later()
    {
        const string Json = """
            {"columns":[{"name":"Age","type":"Number","sensitive":false,"rules":[{"rule":"range","minimum":0,"maximum":9,"toleratedShare":0.01,"severity":"Hard"},{"rule":"finite","severity":"Hard"},{"rule":"unique","severity":"Hard"},{"rule":"distinctCount","minimum":1,"maximum":2,"severity":"Hard"},{"rule":"topValue","maximumShare":0.5,"severity":"Hard"}],"minimumCompleteness":0.95,"unit":"years","sentinels":["-999"],"environments":["training"]},{"name":"Job","type":"Text","sensitive":false,"rules":[{"rule":"length","minimum":3,"maximum":200,"severity":"Hard"},{"rule":"characters","characters":"Ascii","severity":"Hard"}]},{"name":"input","type":"Number","sensitive":false,"rules":[],"vector":{"length":128}},{"name":"bag","type":"Number","sensitive":false,"rules":[],"vector":{}}],"rules":[{"rule":"comparison","left":"A","comparison":"AtMost","right":"B","severity":"Hard"},{"rule":"sum","total":1,"tolerance":0.001,"columns":["A","B"],"severity":"Soft"},{"rule":"conditional","when":[{"name":"A","type":"Text","sensitive":false,"rules":[]}],"then":[],"severity":"Hard"},{"rule":"rowCount","minimum":1,"maximum":2,"severity":"Hard"}]}
            """;
        var schema = new DataSchema
        {
            Columns =
            [
                new()
                {
                    Name = "Age",
                    Type = ColumnType.Number,
                    MinimumCompleteness = 0.95,
                    Unit = "years",
                    Sentinels = ["-999"],
                    Environments = [SchemaEnvironments.Training],
                    Rules = [new RangeRule(0, 9) { ToleratedShare = 0.01 }, new FiniteRule(), new UniqueRule(), new DistinctCountRule(1, 2), new TopValueRule(0.5)],
                },
                new() { Name = "Job", Type = ColumnType.Text, Rules = [new LengthRule(3, 200), new CharacterRule(CharacterClass.Ascii)] },
                new() { Name = "input", Type = ColumnType.Number, Vector = new() { Length = 128 } },
                new() { Name = "bag", Type = ColumnType.Number, Vector = new() },
            ],
            Rules =
            [
                new ComparisonRule("A", Comparison.AtMost, "B"),
                new SumRule(["A", "B"], 1, 0.001) { Severity = Severity.Soft },
                new ConditionalRule([new() { Name = "A", Type = ColumnType.Text }], []),
                new RowCountRule(1, 2),
            ],
        };

        Assert.Equal(schema, DataSchema.FromJson(Json));
        Assert.Equal(Json, schema.ToJson());
    }

    [Fact]
    public void A_schema_for_one_environment_keeps_what_speaks_of_its_columns_alone()
    {
        var label = new ColumnSchema { Name = "Label", Type = ColumnType.Boolean, Environments = [SchemaEnvironments.Training] };
        var (a, b) = (label with { Name = "A", Environments = null }, label with { Name = "B", Environments = [SchemaEnvironments.Serving, "audit"] });
        RowRule[] kept = [new ComparisonRule("A", Comparison.AtMost, "B"), new SumRule(["A"], 1, 0), new CompletenessRule(1), new CustomRowRule("x")];
        RowRule[] gone = [new ComparisonRule("A", Comparison.AtMost, "Label"), new SumRule(["A", "Label"], 1, 0), new ConditionalRule([a], [label])];
        var schema = new DataSchema { Columns = [a, label, b], Rules = [.. kept, .. gone] };

        Assert.Equal(new DataSchema { Columns = [a, b], Rules = [.. kept] }, schema.In(SchemaEnvironments.Serving));
        Assert.Equal(["A", "Label"], schema.In(SchemaEnvironments.Training).Columns.Select(c => c.Name));
        Assert.Equal(["A"], schema.In(SchemaEnvironments.Outputs).Columns.Select(c => c.Name));
    }

    public static TheoryData<string, DataSchema> TooLarge => new()
    {
        { "10001 columns", new() { Columns = [.. Enumerable.Repeat(new ColumnSchema { Name = "A", Type = ColumnType.Text }, 10_001)] } },
        { "20001 rules", new() { Rules = [.. Enumerable.Repeat(new CompletenessRule(1), 20_001)] } },
        { "20001 rules", Of(new() { Name = "A", Type = ColumnType.Text, Rules = [.. Enumerable.Repeat(new FiniteRule(), 20_001)] }) },
        { "200001 values", Of(new() { Name = "A", Type = ColumnType.Text, Rules = [new DomainRule([.. Enumerable.Repeat("a", 200_001)])] }) },
        { "200001 values", Of(new() { Name = "A", Type = ColumnType.Text, Sentinels = [.. Enumerable.Repeat("a", 200_001)] }) },
        { "200001 values", new() { Rules = [new SumRule([.. Enumerable.Repeat("a", 200_001)], 1, 0)] } },
        { "10001 columns", new() { Rules = [new ConditionalRule([], [.. Enumerable.Repeat(new ColumnSchema { Name = "A", Type = ColumnType.Text }, 10_001)])] } },
        { "a text", Of(new() { Name = new('a', 4097), Type = ColumnType.Text }) },
        { "a text", Of(new() { Name = "A", Type = ColumnType.Text, Rules = [new PatternRule(new('a', 4097))] }) },
        { "a text", new() { Rules = [new ComparisonRule("A", Comparison.EqualTo, new('a', 4097))] } },
    };

    [Theory]
    [MemberData(nameof(TooLarge))]
    public void What_is_too_large_is_refused_when_read_and_when_written(string told, DataSchema schema)
    {
        var json = System.Text.Json.JsonSerializer.Serialize(schema, SchemaJsonContext.Default.DataSchema);

        Assert.Contains(told, Assert.Throws<FormatException>(() => DataSchema.FromJson(json)).Message, StringComparison.Ordinal);
        Assert.Contains(told, Assert.Throws<InvalidOperationException>(() => schema.ToJson()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_of_more_than_16_million_characters_is_not_looked_at() =>
        Assert.Contains("at most", Assert.Throws<FormatException>(() => DataSchema.FromJson(new(' ', (16 << 20) + 1))).Message, StringComparison.Ordinal);

    private static DataSchema Of(ColumnSchema column) => new() { Columns = [column] };

    [Theory]
    [InlineData("""{"rules":[{"rule":"sum","columns":[null],"total":1,"tolerance":0}]}""")]
    [InlineData("""{"rules":[{"rule":"conditional","when":[null],"then":[]}]}""")]
    [InlineData("""{"rules":[{"rule":"conditional","when":[],"then":[{"name":"A","type":"Text","rules":[null]}]}]}""")]
    [InlineData("""{"rules":[{"rule":"conditional","when":[],"then":[{"rule":"conditional","when":[],"then":[]}]}]}""")]
    [InlineData("""{"rules":[{"rule":"comparison","left":"A","comparison":"Beside","right":"B"}]}""")]
    [InlineData("""{"rules":[{"rule":"rowCount","minimum":1}]}""")]
    [InlineData("""{"columns":[{"name":"A","name":"B","type":"Text"}]}""")]
    [InlineData("""{"columns":[],"columns":[]}""")]
    [InlineData("""{"columns":[{"name":"A","type":"Text","sentinels":[null]}]}""")]
    [InlineData("""{"columns":[{"name":"A","type":"Text","environments":[null]}]}""")]
    [InlineData("""{"columns":[{"name":"A","type":"Number","vector":{"size":3}}]}""")]
    [InlineData("""{"columns":[{"name":"A","type":"Text","rules":[{"rule":"characters","characters":"Runes"}]}]}""")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"columns":null}""")]
    [InlineData("""{"columns":[null]}""")]
    [InlineData("""{"rules":[null]}""")]
    [InlineData("""{"columns":[{"name":"A","type":"Number","rules":[null]}]}""")]
    [InlineData("""{"columns":[{"name":null,"type":"Number"}]}""")]
    [InlineData("""{"columns":[{"type":"Number"}]}""")]
    [InlineData("""{"columns":[{"name":"A"}]}""")]
    [InlineData("""{"columns":[{"name":"A","type":"Complex"}]}""")]
    [InlineData("""{"columns":[{"name":"A","type":"Number","scale":"m"}]}""")]
    [InlineData("""{"columns":[{"name":"A","type":"Number","rules":[{"rule":"range"}]}]}""")]
    [InlineData("""{"columns":[{"name":"A","type":"Number","rules":[{"rule":"range","minimum":1}]}]}""")]
    [InlineData("""{"columns":[{"name":"A","type":"Number","rules":[{"rule":"range","minimum":"low","maximum":1}]}]}""")]
    [InlineData("""{"columns":[{"name":"A","type":"Text","rules":[{"rule":"domain"}]}]}""")]
    [InlineData("""{"columns":[{"name":"A","type":"Text","rules":[{"rule":"pattern","pattern":null}]}]}""")]
    [InlineData("""{"columns":[{"name":"A","type":"Text","rules":[{"rule":"System.Diagnostics.Process"}]}]}""")]
    [InlineData("""{"columns":[{"name":"A","type":"Text","rules":[{}]}]}""")]
    [InlineData("""{"$type":"System.Object"}""")]
    public void What_is_no_schema_is_refused_as_such(string json)
    {
        Assert.StartsWith("This is no schema", Assert.Throws<FormatException>(() => DataSchema.FromJson(json)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_whose_severity_is_left_out_is_hard() => Assert.Equal(
        new DataSchema { Columns = [new() { Name = "a", Type = ColumnType.Number, Rules = [new RangeRule(0, 1)] }], Rules = [new CompletenessRule(0.5)] },
        DataSchema.FromJson("""
            {"columns":[{"name":"a","type":"Number","rules":[{"rule":"range","minimum":0,"maximum":1}]}],"rules":[{"rule":"completeness","minimum":0.5}]}
            """));

    [Fact]
    public void Members_stand_in_any_order() => Assert.Equal(
        new DataSchema { Columns = [new() { Name = "a", Type = ColumnType.Number, Rules = [new RangeRule(0, 1) { Severity = Severity.Soft }] }], Rules = [new CompletenessRule(0.5)] },
        DataSchema.FromJson("""
            {"rules":[{"minimum":0.5,"rule":"completeness"}],"columns":[{"rules":[{"severity":"Soft","maximum":1,"minimum":0,"rule":"range"}],"type":"Number","name":"a"}]}
            """));

    [Fact]
    public void A_text_that_json_would_make_another_is_not_kept() => Assert.Contains(
        "half of a character",
        Assert.Throws<InvalidOperationException>(() => Of(new() { Name = "a", Type = ColumnType.Text, Rules = [new DomainRule(["\ud83d\ude00", "\ud83d"])] }).ToJson()).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_deep_json_is_refused_and_not_followed()
    {
        Assert.Throws<FormatException>(() => DataSchema.FromJson(new string('[', 1_000_000)));
    }

    [Fact]
    public void Any_change_of_a_good_json_gives_a_schema_or_a_format_exception()
    {
        var anySchema = Gen.Select(AnyColumn.Array[0, 3], AnyRowRule.Array[0, 3], (c, r) => new DataSchema { Columns = [.. c], Rules = [.. r] }.ToJson());
        var anyText = Gen.OneOf(
            Gen.Char["{}[]\",:0a-e\\n"].Select(c => c.ToString()),
            Gen.OneOf("null", "1e999", "-1", "\"\"", "{}", "[]", "\"rule\":\"sum\",", new string('[', 40), new string('9', 400), "\\ud800", "\"$id\":1,"));
        var (read, refused) = (0, 0);
        Gen.Select(anySchema, Gen.Select(Gen.Int[0, int.MaxValue], anyText, Gen.Int[0, 8]).Array[1, 3]).Sample((good, changes) =>
        {
            var json = changes.Aggregate(good, (text, change) =>
            {
                var at = change.Item1 % (text.Length + 1);
                return text[..at] + change.Item2 + text[Math.Min(text.Length, at + change.Item3)..];
            });
            var watch = System.Diagnostics.Stopwatch.StartNew();
            try
            {
                var schema = DataSchema.FromJson(json);
                Assert.Equal(schema, DataSchema.FromJson(schema.ToJson()));
                Interlocked.Increment(ref read);
            }
            catch (FormatException)
            {
                Interlocked.Increment(ref refused);
            }

            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"It took {watch.Elapsed} to read {json}");
        }, iter: 5_000);
        Assert.True(read > 20 && refused > 1000, $"{read} read, {refused} refused");
    }

    [Fact]
    public void Default_arrays_count_as_empty()
    {
        Assert.Equal(new DataSchema(), new DataSchema { Columns = default, Rules = default });
        Assert.Equal(new DomainRule([]), new DomainRule(default(ImmutableArray<string>)));
        Assert.Equal(new DomainRule([]), new DomainRule(["a"]) with { Values = default });
        Assert.Equal("{\"columns\":[],\"rules\":[]}", new DataSchema { Columns = default }.ToJson());
    }
}
