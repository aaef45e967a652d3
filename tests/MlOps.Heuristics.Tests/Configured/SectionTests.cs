using MlOps.Building;

namespace MlOps.Heuristics.Configured;

public class SectionTests
{
    private const string Off = """{ "Kind": "SuppressDuringMaintenance", "When": { "Column": "Answer.IsAnomaly", "Is": "EqualTo", "Value": true }, """;

    [Fact]
    public void Rules_of_code_are_tuned_ordered_and_taken_out()
    {
        var set = Set("""
            { "Order": [ "double", "band", "plus one" ], "Rules": { "band": { "Maximum": 7 }, "plus one": { "Enabled": false } } }
            """);
        Assert.Equal(["double", "band"], set.Rules.Select(r => r.Name));
        Assert.Contains("band (clamp): Maximum 7, Minimum 0", set.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_order_those_of_code_come_first_and_then_those_of_the_section_by_their_names()
    {
        var set = Set("""
            { "Rules": {
                "z": { "Kind": "round", "Column": "Answer.Price" },
                "a": { "Kind": "Clamp", "Column": "answer.Price", "DryRun": true, "When": { "Column": "Row.Hour", "Is": "lessThan", "Value": 6 } } } }
            """);
        Assert.Equal(["plus one", "band", "double", "a", "z"], set.Rules.Select(r => r.Name));
        Assert.Contains(
            "a (clamp, dry run): Maximum Infinity, Minimum -Infinity; over answer.Price, when Row.Hour LessThan 6 > z (round): ", set.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "Rules": {} }""")]
    [InlineData("""{ "Rules": { "band": { } } }""")]
    public void A_section_may_say_nothing(string json) => Assert.Equal(3, Set(json).Rules.Count);

    [Fact]
    public void Every_mistake_is_told_at_once()
    {
        var mistakes = Assert.Throws<ModelConfigurationException>(() => Set("""
            { "Oder": 1,
              "Rules": {
                "band": { "Maximum": "much", "Minimun": 1, "DryRun": "perhaps" },
                "double": { "Kind": "Round" },
                "nobody": { "DryRun": true },
                "off": "off",
                "1": { "Kind": "Clip" },
                "2": { "Kind": "Clamp", "Column": "Price", "Minimum": 2, "Maximum": 1 },
                "3": { "Kind": "Clamp", "Column": "Answer.Cost", "When": { "Column": "Row.Hour", "Is": "Less", "Value": 6, "Or": 1 } },
                "4": { "Kind": "Round", "Column": "Answer.Label", "Step": 0 },
                "5": { "Kind": "Override", "Column": "Answer.Units", "To": "2.5" },
                "6": { "Kind": "Override", "Column": "Answer.Doubled", "To": "2", "When": { "Column": "Row.Day", "Is": "EqualTo", "Value": "Someday" } },
                "7": { "Kind": "Cooldown", "When": { "Column": "Answer.Label", "Is": "AtLeast", "Value": "a" }, "Duration": "00:00:00" },
                "8": { "Kind": "DenyList", "Key": "Row.Hour" },
                "9": { "Kind": "Hysteresis", "Key": "Row.Host", "Score": "Row.Load", "Column": "Answer.Price", "On": 1, "Off": 2 } } }
            """)).Mistakes;
        string[] expected =
        [
            "The section has no key 'Oder'; its keys are Order and Rules",
            "Heuristic 'off' is 'off': give a section with keys",
            "Heuristic 'band': Failed to convert configuration value",
            "Heuristic 'band': Failed to convert configuration value",
            "Heuristic 'band' has no key 'Minimun'; its keys are DryRun, Enabled, Expires, Maximum, Minimum, OnFailure, Owner, Reason, RecordAnswers.",
            "Heuristic 'double' has no key 'Kind'",
            "Heuristic '1': Kind is 'Clip': give one of Clamp, Round,",
            "Heuristic '2': Column is 'Price': write Row.Price for a column of the row, or Answer.Price for one of the answer.",
            "Heuristic '2': Minimum is 2 and Maximum 1",
            "Heuristic '3': Column is 'Answer.Cost', and Alarm has no column of that name; it has: Score, IsAnomaly, Label, Price, Units, Doubled.",
            "Heuristic '3': When has no key 'Or'; its keys are Column, Is, Value.",
            "Heuristic '3': When:Is is 'Less': give one of LessThan,",
            "Heuristic '4': Column is Answer.Label: give a number that can't be null.",
            "Heuristic '4': Step is 0: give a number above 0.",
            "Heuristic '5': When is missing: give the Column, Is and Value of the answers that it is about.",
            "Heuristic '5': To is '2.5', which is no value of a column of Integer (Int32).",
            "Heuristic '6': When:Value is 'Someday', which is none of DayOfWeek: Sunday,",
            "Heuristic '6': Column is Answer.Doubled, which can't be set: give the property a public init or set.",
            "Heuristic '7': When:Is is AtLeast, and Answer.Label holds texts: compare by EqualTo or NotEqualTo.",
            "Heuristic '7': Key is missing: give a column, such as Row.Age or Answer.Price.",
            "Heuristic '7': Duration is 00:00:00: give a span",
            "Heuristic '8': Key is Row.Hour, which holds no texts.",
            "Heuristic '9': Score is Row.Load: give a column of the answer.",
            "Heuristic '9': Column is Answer.Price: give a bool, which says whether the answer is on.",
            "Heuristic '9': On is 1 and Off 2",
            "Heuristic 'nobody': Kind is missing, and no rule of code has this name",
        ];
        Assert.Equal(expected, mistakes.Select((m, i) => i < expected.Length && m.Contains(expected[i], StringComparison.Ordinal) ? expected[i] : m));
    }

    [Theory]
    [InlineData("Maximum holds several values: give one.", "band", "{ \"Maximum\": { \"a\": 1 } }")]
    [InlineData("Maximum holds several values: give one.", "band", "{ \"maximum\": [ 1, 2 ] }")]
    [InlineData("Maximum is empty: give a value, or take it out.", "band", "{ \"Maximum\": \"\" }")]
    [InlineData("Enabled holds several values: give one.", "band", "{ \"Enabled\": [ false ] }")]
    [InlineData("Owner holds several values: give one.", "band", "{ \"Owner\": { \"a\": \"b\" } }")]
    [InlineData("OnFailure is '7': give one of Skip, Suppress.", "band", "{ \"OnFailure\": 7 }")]
    [InlineData("Values is 'a': give a list.", "x", "{ \"Kind\": \"DenyList\", \"Key\": \"Row.Host\", \"Values\": \"a\" }")]
    [InlineData("Values:1 is empty: give a value, or take it out.", "x", "{ \"Kind\": \"DenyList\", \"Key\": \"Row.Host\", \"Values\": [ \"a\", null ] }")]
    [InlineData("Values:0 holds several values: give one.", "x", "{ \"Kind\": \"DenyList\", \"Key\": \"Row.Host\", \"Values\": [ [ \"a\" ] ] }")]
    [InlineData("Weekly is 'a': give a list.", "off", Off + "\"Weekly\": \"a\" }")]
    [InlineData("Weekly:0 is 'a': give a section with the keys Days, From, To, TimeZone.", "off", Off + "\"Weekly\": [ \"a\" ] }")]
    [InlineData("Weekly:0:Days is 'Sunday': give a list.", "off", Off + "\"Weekly\": [ { \"Days\": \"Sunday\", \"To\": \"02:00\" } ] }")]
    [InlineData("Weekly:0:Days:0 is '9': give one of Sunday, Monday", "off", Off + "\"Weekly\": [ { \"Days\": [ 9 ], \"To\": \"02:00\" } ] }")]
    [InlineData("Weekly:0:From holds several values: give one.", "off", Off + "\"Weekly\": [ { \"From\": { \"Hour\": 1 }, \"To\": \"02:00\" } ] }")]
    [InlineData("When:Is is '1': give one of", "x", "{ \"Kind\": \"SuppressWhen\", \"When\": { \"Column\": \"Row.Hour\", \"Is\": 1, \"Value\": 1 } }")]
    public void A_value_of_the_wrong_kind_is_a_mistake_and_not_passed_over(string mistake, string rule, string json)
    {
        var told = Assert.Single(Assert.Throws<ModelConfigurationException>(() => Set($"{{ \"Rules\": {{ \"{rule}\": {json} }} }}")).Mistakes);
        Assert.StartsWith($"Heuristic '{rule}': {mistake}", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_window_without_a_time_zone_and_every_span_without_an_end_is_told()
    {
        var mistakes = Assert.Throws<ModelConfigurationException>(() => Set(
            $$"""{ "Rules": { "off": {{Off}} "Weekly": [ { "TimeZone": "Europe" }, { "TimeZone": "Here" }, { "TimeZone": null } ], "Once": [ { "From": "2026-03-03T00:00Z", "To": "2026-03-02T00:00Z" } ] } } }""")).Mistakes;
        var told = string.Join(' ', mistakes);
        Assert.All(["'Europe'", "'Here'", "''"], zone => Assert.Contains($"There is no time zone {zone}: ", told, StringComparison.Ordinal));
        Assert.Contains("from 2026-03-03 00:00:00+00:00 to 2026-03-02 00:00:00+00:00 is over before it begins", told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_null_says_nothing() => Assert.Contains(
        "band (clamp): Maximum 10, Minimum 0", Set("""{ "Rules": { "band": { "Maximum": null, "Owner": null } } }""").Text, StringComparison.Ordinal);

    [Fact]
    public void An_order_is_a_list() => Assert.Contains(
        "Order has a key 'first': give a list of names.",
        Assert.Throws<ModelConfigurationException>(() => Set("""{ "Order": { "first": "band" } }""")).Mistakes);

    [Fact]
    public void An_order_names_every_rule_once()
    {
        var mistakes = Assert.Throws<ModelConfigurationException>(() => Set("""{ "Order": [ "band", "Band", "tripple" ] }""")).Mistakes;
        Assert.Equal(
            [
                "Order names 'band' twice.",
                "Order names 'tripple', and there is no such heuristic: correct the name or take it out.",
                "Order leaves 'plus one' out: name every heuristic, so that each has its place.",
                "Order leaves 'double' out: name every heuristic, so that each has its place.",
            ],
            mistakes);
        Assert.Contains("Order is 'band': give a list of names.", Assert.Throws<ModelConfigurationException>(() => Set("""{ "Order": "band" }""")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_mistakes_of_an_order_are_told_with_those_of_the_rules() => Assert.Equal(
        [
            "Heuristic 'band' has no key 'Bogus'; its keys are DryRun, Enabled, Expires, Maximum, Minimum, OnFailure, Owner, Reason, RecordAnswers.",
            "Order names 'band' twice.",
            "Order names 'tripple', and there is no such heuristic: correct the name or take it out.",
            "Order leaves 'double' out: name every heuristic, so that each has its place.",
        ],
        Assert.Throws<ModelConfigurationException>(() => Set("""
            { "Order": [ "band", "band", "plus one", "tripple" ], "Rules": { "band": { "Bogus": 1 } } }
            """)).Mistakes);

    [Fact]
    public void A_model_has_one_section() => Assert.Throws<InvalidOperationException>(() => FakeBuilder<Signal, Alarm>.With(m => m
        .ConfigureHeuristics(JsonSource.With("{}").Section).ConfigureHeuristics(JsonSource.With("{}").Section)));

    private static HeuristicSetStatus Set(string json)
    {
        var builder = FakeBuilder<Signal, Alarm>.With(m => m
            .ConfigureHeuristics(JsonSource.With(json).Section)
            .AddHeuristic("plus one", (_, _) => true, (_, a) => a with { Price = a.Price + 1 })
            .Clamp("band", a => a.Price, 0, 10, (a, price) => a with { Price = price })
            .AddHeuristic("double", (_, _) => true, (_, a) => a with { Price = a.Price * 2 }));
        var stage = builder.Wrap(new Nobody());
        return ((IHeuristicStage)stage).GetStatus();
    }

    private sealed class Nobody : IModel<Signal, Alarm>
    {
        public ValueTask<Prediction<Alarm>> PredictAsync(Signal input, CancellationToken cancellationToken) => default;
    }
}
