using System.Collections.Immutable;
using CsCheck;

namespace MlOps;

public class DataSchemaTests
{
    private static readonly Gen<string> Text = Gen.OneOf(Gen.String, Gen.OneOf("", "\"", "😀", "</script>", "\0", "null"));

    private static readonly Gen<double> Bound = Gen.OneOf(
        Gen.Double, Gen.OneOf(double.PositiveInfinity, double.NegativeInfinity, double.NaN, 1e308, -0.0, double.Epsilon, long.MinValue));

    private static readonly Gen<Severity> AnySeverity = Gen.Enum<Severity>();

    private static readonly Gen<ColumnRule> AnyColumnRule = Gen.OneOf<ColumnRule>(
        Gen.Select(Bound, Bound, AnySeverity, (a, b, s) => (ColumnRule)new RangeRule(a, b) { Severity = s }),
        Gen.Select(Text.Array[0, 5], AnySeverity, (v, s) => (ColumnRule)new DomainRule([.. v]) { Severity = s }),
        Gen.Select(Text, AnySeverity, (p, s) => (ColumnRule)new PatternRule(p) { Severity = s }),
        Gen.Select(Text, AnySeverity, (n, s) => (ColumnRule)new CustomColumnRule(n) { Severity = s }));

    private static readonly Gen<RowRule> AnyRowRule = Gen.OneOf<RowRule>(
        Gen.Select(Gen.Double[0, 1], AnySeverity, (m, s) => (RowRule)new CompletenessRule(m) { Severity = s }),
        Gen.Select(Text, AnySeverity, (n, s) => (RowRule)new CustomRowRule(n) { Severity = s }));

    private static readonly Gen<ColumnSchema> AnyColumn =
        from name in Text
        from type in Gen.Enum<ColumnType>()
        from presence in Gen.OneOf<Presence?>(null, Presence.Optional, Presence.Tolerated, Presence.Required)
        from sensitive in Gen.Bool
        from rules in AnyColumnRule.Array[0, 4]
        select new ColumnSchema { Name = name, Type = type, Presence = presence, Sensitive = sensitive, Rules = [.. rules] };

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

    [Theory]
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
    [InlineData("""{"columns":[{"name":"A","type":"Number","unit":"m"}]}""")]
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
    public void A_deep_json_is_refused_and_not_followed()
    {
        Assert.Throws<FormatException>(() => DataSchema.FromJson(new string('[', 1_000_000)));
    }

    [Fact]
    public void Any_change_of_a_good_json_gives_a_schema_or_a_format_exception()
    {
        var good = new DataSchema
        {
            Columns = [new() { Name = "Age", Type = ColumnType.Number, Rules = [new RangeRule(0, 9), new DomainRule(["a"])] }],
            Rules = [new CompletenessRule(1)],
        }.ToJson();
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Char["{}[]\",:0a-e\\n"], Gen.Int[0, 3]).Sample((at, c, cut) =>
        {
            var json = good[..at] + c + good[Math.Min(good.Length, at + cut)..];
            try
            {
                var schema = DataSchema.FromJson(json);
                Assert.Equal(schema, DataSchema.FromJson(schema.ToJson()));
            }
            catch (FormatException)
            {
                // As it should be.
            }
        });
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
