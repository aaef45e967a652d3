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
                    _ = validator.Check(new() { Age = float.NaN, Text = "", Embedding = null, Score = null, Kind = (RuleKindTests.Kind)77 });
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
}
