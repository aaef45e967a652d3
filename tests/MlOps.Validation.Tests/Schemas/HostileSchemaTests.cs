using System.Diagnostics;
using CsCheck;
using MlOps.Rows;

namespace MlOps.Schemas;

/// <summary>A schema from anyone can't hang or crash the host that reads, compiles and checks by it.</summary>
public class HostileSchemaTests
{
    private static readonly string Good = DataSchema.For<RuleKindTests.Deal>(s => s
        .Column(r => r.Age).Required().InRange(17, 90, tolerated: 0.01).Finite().Unit("years").MissingWhen(-999).Completeness(0.5)
        .Column(r => r.Text).Tolerated().OneOf("abc", "x").Matches("^[a-z]{2,5}$").Length(1, 9).Characters(CharacterClass.Ascii).Unique()
        .Column(r => r.Kind).Defined().ExpectedIn(SchemaEnvironments.Training)
        .Column(r => r.Embedding).Length(3).EachInRange(0, 1).SumsTo(1, 0.5)
        .Compare(r => r.Start, Comparison.AtMost, r => r.End)
        .SumsTo(1, 0.5, r => r.Age, r => r.Score)
        .When(r => r.Text, "abc", then => then.Column(r => r.Flag).Is(true).Column(r => r.Doubles).EachFinite())
        .RowCompleteness(0.5)
        .RowCount(1)).ToJson();

    // Values and members of a schema, put where others stood: what it is made of is always JSON of the right words.
    private static readonly Gen<string> Anything = Gen.OneOf(
        Gen.OneOf("null", "-1", "0", "1e308", "1e999", "99", "9223372036854775807", "\"NaN\"", "\"Infinity\"", "\"\"", "[]", "{}", "\"Age\"", "\"input\"", "\"Text\"", "\"Integer\"",
            "\"(a{999}){999}\"", "\"(((\"", "\"(?=a)\"", "\"\\ud800\"", "\"Drift\"", "{\"length\":-1}", "[\"\",\" \"]", "true"),
        Gen.Char["{}[]\",:0a-e\\n"].Select(c => c.ToString()));

    [Fact]
    public void Any_change_of_a_good_schema_is_refused_with_words_or_checks_rows()
    {
        var (checking, misfits, refused) = (0, 0, 0);
        var tokens = System.Text.RegularExpressions.Regex.Matches(Good, "\"[^\"]*\"|[-0-9.]+|true|false|[{}\\[\\],:]").Select(m => m.Value).ToArray();
        Assert.Equal(Good, string.Concat(tokens));

        // Mostly a value for another of its kind: more often than not that is still a schema, and says something else.
        int[] Places(Func<string, bool> of) => [.. Enumerable.Range(1, tokens.Length - 2).Where(i => of(tokens[i]) && tokens[i + 1] != ":" && tokens[i - 1] is ":" or "[" or ",")];
        var (texts, numbers) = (Places(t => t[0] == '"'), Places(t => char.IsDigit(t[0]) || t[0] == '-'));
        var text = Gen.Select(Gen.OneOf(texts), Gen.OneOf(Gen.OneOf(texts).Select(i => tokens[i]), Gen.OneOf("\"\"", "\"NaN\"", "\"-1\"", "\"(a{999}){999}\"", "\"(?=a)\"", "\"\\ud800\"", "\"Drift\"")));
        var number = Gen.Select(Gen.OneOf(numbers), Gen.OneOf("-1", "0", "99", "2147483647", "9223372036854775807", "1e308", "1e999", "0.5", "\"Infinity\"", "\"NaN\""));
        var any = Gen.Select(Gen.Int[0, tokens.Length - 1], Gen.OneOf(Anything, Gen.Int[0, tokens.Length - 1].Select(i => tokens[i])));
        Gen.OneOf(text, number, text, number, any).Array[1, 3].Sample(
            changes =>
            {
                var changed = (string[])tokens.Clone();
                foreach (var (at, text) in changes)
                {
                    changed[at] = text;
                }

                var watch = Stopwatch.StartNew();
                try
                {
                    var schema = DataSchema.FromJson(string.Concat(changed));
                    var validator = new RowValidator<RuleKindTests.Deal>(schema);
                    _ = validator.Check(new());
                    RuleKindTests.Deal[] rows = [new(), new() { Age = float.NaN, Text = "", Embedding = null, Score = null, Kind = (RuleKindTests.Kind)77 }];
                    _ = rows.Sum(r => validator.Check(r).Length);
                    _ = new BatchCheck<RuleKindTests.Deal>(schema).Check(rows).ToText(observed: true);
                    _ = schema.In(SchemaEnvironments.Serving).ToJson();
                    _ = SchemaComparison.OfInputs(schema, DataSchema.FromJson(Good)).IsSafe;
                    _ = new RowValidator<RuleKindTests.Deal>(schema, s => s.Column(r => r.Start).AtLeast(1)).Schema;
                    _ = Try(() => schema.Check(new ColumnTable().Add("Text", new[] { "abc", "", null }).Add("Age", new[] { 1f, 2, 3 })).ToJson());
                    _ = Try(() => schema.ToCSharp<RuleKindTests.Deal>());
                    Interlocked.Increment(ref checking);
                }
                catch (FormatException)
                {
                    Interlocked.Increment(ref refused);
                }
                catch (ArgumentException)
                {
                    Interlocked.Increment(ref misfits);
                }

                Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"It took {watch.Elapsed} for {string.Concat(changed)}");
            },
            iter: 5_000);

        Assert.True(checking > 50 && misfits > 50 && refused > 50, $"{checking} checking, {misfits} misfits, {refused} refused");
    }

    // A table or a row type may not fit what checks another; that is said in words.
    private static string Try(Func<string> what)
    {
        try
        {
            return what();
        }
        catch (ArgumentException e)
        {
            return e.Message;
        }
    }

    private static DataSchema Json(string columns, string rules = "") => DataSchema.FromJson($$"""{"columns":[{{columns}}],"rules":[{{rules}}]}""");

    private static string Text(string rules) => $$"""{"name":"Text","type":"Text","presence":"Optional","rules":[{{rules}}]}""";

    // Linear in the text, and yet slow by the number of states in each step: none of them keeps a row for longer than a few seconds.
    [Theory]
    [InlineData("(a+)+$", true)]
    [InlineData("^(([a-z])+.)+[A-Z]([a-z])+$", true)]
    [InlineData("(a|a)*b", true)]
    [InlineData("(a|b)*a(a|b){300}c", true)]
    [InlineData("([ab]*a[ab]{50}){1,3}[ab]*c", true)]
    [InlineData("(.*a){90}z", true)]
    [InlineData(@"(\\w{1,50}\\s?){1,9}!", true)]
    [InlineData("([abc]*a[abc]{2000}){1,3}[abc]*d", false)]
    [InlineData("([abc]*a[abc]{400}[abc]*b[abc]{400}){1,2}d", false)]
    [InlineData("((a{0,99}){0,99}){0,99}$", false)]
    [InlineData("(?=a)a", false)]
    [InlineData(@"(a)\\1", false)]
    [InlineData("(?>a+)", false)]
    [InlineData("(a{1000}){1000}", false)]
    [InlineData("([abc]*a(([abc](?#){50})(?#){40})){1,3}[abc]*d", false)]
    [InlineData("(?x)([abc]*a(([abc] {50}) {40})){1,3}[abc]*d", false)]
    [InlineData("(?ix:([abc]*a(([abc] {50}) {40})){1,3}[abc]*d)", false)]
    [InlineData("([abc]*a(([^])))][abc]{50}){40})){1,3}[abc]*d", false)]
    [InlineData("([abc]*a(([a-z-[])))]][abc]{50}){40})){1,3}[abc]*d", false)]
    [InlineData(@"\\c[|(\\w*a((\\w{50}){40})){1,3}\\w*d]", false)]
    [InlineData("(?x) [a-z]{2,5} # a word", true)]
    [InlineData("[a-z-[aeiou]]{1,9}[^]]{2}(?#end)", true)]
    [InlineData("((a", false)]
    [InlineData("[z-a]", false)]
    public void An_evil_pattern_is_refused_or_ends(string pattern, bool compiles)
    {
        var schema = Json(Text($$"""{"rule":"pattern","pattern":"{{pattern}}"}"""));
        if (!compiles)
        {
            Assert.Contains("pattern", Assert.Throws<ArgumentException>(() => new RowValidator<RuleKindTests.Deal>(schema)).Message, StringComparison.Ordinal);
            return;
        }

        var validator = new RowValidator<RuleKindTests.Deal>(schema);
        var watch = Stopwatch.StartNew();
        var found = validator.Check(new() { Text = string.Concat(Enumerable.Repeat("aab", 700_000)) + "\n" });
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"It took {watch.Elapsed}.");
        Assert.All(found, v => Assert.Equal("pattern", v.Rule));
    }

    [Fact]
    public void A_pattern_that_takes_long_is_a_violation_whose_text_shows_nothing_of_the_value()
    {
        // Loops that overlap, and a text in which hardly two places are alike.
        var text = string.Create(2_000_000, new Random(1), (letters, random) =>
        {
            random.GetItems("ab", letters);
            for (var i = 0; i < letters.Length; i += 2_500)
            {
                letters[i] = 'c';
            }
        });
        var schema = Json(Text("""{"rule":"pattern","severity":"Soft","pattern":"([abc]*a[abc]{50}){1,3}[abc]*d"}"""));

        var violation = Assert.Single(new RowValidator<RuleKindTests.Deal>(schema).Check(new() { Text = text }));

        // A machine may be quick enough to know that it doesn't match; where time runs out nothing is known, and that is hard.
        var ranOut = violation.Severity == Severity.Hard;
        Assert.Equal(("pattern", ranOut), (violation.Rule, violation.Expected.EndsWith("; it threw RegexMatchTimeoutException", StringComparison.Ordinal)));
        Assert.DoesNotContain(text[..40], violation.ToString(), StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string> Large => new()
    {
        { "at most 10000", string.Join(',', Enumerable.Repeat(Text(""), 10_001)), "" },
        { "twice", string.Join(',', Enumerable.Repeat(Text(""), 10_000)), "" },
        { "at most 20000", Text(string.Join(',', Enumerable.Repeat("""{"rule":"unique"}""", 20_001))), "" },
        { "at most 200000", Text($$"""{"rule":"domain","values":["{{string.Join("\",\"", Enumerable.Range(0, 200_001))}}"]}"""), "" },
        { "4096", Text($$"""{"rule":"domain","values":["{{new string('x', 5_000)}}"]}"""), "" },
        { "1000", Text($$"""{"rule":"pattern","pattern":"{{new string('x', 1_001)}}"}"""), "" },
        { "100000 states together", Text(string.Join(',', Enumerable.Range(0, 200).Select(i => $$"""{"rule":"pattern","pattern":"[ab]{{{900}}}{{i}}"}"""))), "" },
        { "no text has a length", Text("""{"rule":"length","minimum":2147483647,"maximum":-2147483648}"""), "" },
        { "at least 1", """{"name":"input","type":"Number","vector":{"length":-2147483648}}""", "" },
        { "no JSON object of a rule", Text(""), string.Concat(Enumerable.Repeat("""{"rule":"conditional","when":[""", 100)) },
        { "stands twice", Text(""), """{"rule":"conditional","when":[{"name":"Text","type":"Text"},{"name":"Text","type":"Text"}],"then":[{"name":"Age","type":"Number"}]}""" },
    };

    [Theory]
    [MemberData(nameof(Large))]
    public void What_is_too_large_or_too_deep_is_refused_at_once(string told, string columns, string rules)
    {
        var watch = Stopwatch.StartNew();
        var refused = Assert.ThrowsAny<Exception>(() => new RowValidator<RuleKindTests.Deal>(Json(columns, rules)));

        Assert.True(refused is FormatException or ArgumentException, $"{refused}");
        Assert.True(told.StartsWith("no JSON", StringComparison.Ordinal) || refused.Message.Contains(told, StringComparison.Ordinal), refused.Message);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"It took {watch.Elapsed}.");
    }

    // Numbers of which all hashes are the same, and rules that differ only in the middle of a list.
    [Fact]
    public void As_much_as_is_allowed_is_no_slower_where_hashes_collide()
    {
        var integers = string.Join("\",\"", Enumerable.Range(1, 199_000).Select(k => ((long)k << 32) | (uint)k));
        var numbers = string.Join("\",\"", Enumerable.Range(1, 199_000).Select(k => BitConverter.Int64BitsToDouble((0x3FF00000L + k << 32) | (uint)(0x3FF00000 + k)).ToString("R", System.Globalization.CultureInfo.InvariantCulture)));
        var rules = string.Join(',', Enumerable.Range(0, 19_000).Select(i => $$"""{"rule":"domain","values":["a","{{i}}","b"]}"""));
        string[] columns =
        [
            $$"""{"name":"Start","type":"Integer","rules":[{"rule":"domain","values":["{{integers}}"]}]}""",
            $$"""{"name":"Start","type":"Integer","rules":[],"sentinels":["{{integers}}"]}""",
            $$"""{"name":"Score","type":"Number","rules":[],"sentinels":["{{numbers}}"]}""",
            Text(rules),
        ];
        var watch = Stopwatch.StartNew();
        foreach (var column in columns)
        {
            _ = new RowValidator<RuleKindTests.Deal>(Json(column), s => s.Column(r => r.Text).Optional()).Check(new());
        }

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(120), $"It took {watch.Elapsed}.");
    }

    [Fact]
    public void As_much_as_is_allowed_compiles_and_checks_in_seconds()
    {
        var watch = Stopwatch.StartNew();
        string[] rules =
        [
            string.Join(',', Enumerable.Range(0, 15_000).Select(i => $$"""{"rule":"length","minimum":0,"maximum":{{int.MaxValue - i}}}""")),
            $$"""{"rule":"domain","values":["{{string.Join("\",\"", Enumerable.Range(0, 199_000))}}"]}""",
            string.Join(',', Enumerable.Range(0, 130).Select(i => $$"""{"rule":"pattern","pattern":"^({{string.Join('|', Enumerable.Range(0, 100).Select(j => $"{i}x{j}"))}})$"}""")),
        ];
        foreach (var rule in rules)
        {
            var validator = new RowValidator<RuleKindTests.Deal>(Json(Text(rule)));
            _ = validator.Check(new() { Text = new string('a', 10_000) });
        }

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(120), $"It took {watch.Elapsed}.");
    }
}
