using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace MlOps.Heuristics.Configured;

public class KindTests
{
    private static readonly FakeTimeProvider Time = new(new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Numbers_of_every_type_are_clamped_rounded_and_snapped_and_nothing_else_of_the_answer_changes()
    {
        var answer = Of("""
            { "Rules": {
                "a": { "Kind": "Clamp", "Column": "Answer.Score", "Maximum": 0.1 },
                "b": { "Kind": "Round", "Column": "Answer.Price", "Step": 0.5 },
                "c": { "Kind": "SnapTo", "Column": "Answer.Units", "Values": [ 10, 20 ] } } }
            """);
        var before = new Alarm { Score = 0.3f, Price = 1.3, Units = 14, Label = "x", IsAnomaly = true };
        var prediction = answer(new(), before);
        Assert.Equal(before with { Score = 0.1f, Price = 1.5, Units = 10 }, prediction.Value);
        Assert.Equal(new Alarm { Score = 0.3f, Price = 1.3, Units = 14, Label = "x", IsAnomaly = true }, before);
        Assert.Empty(answer(new(), prediction.Value).Heuristics);
    }

    [Fact]
    public void A_rule_can_be_held_to_a_condition()
    {
        var answer = Of("""
            { "Rules": { "night floor": {
                "Kind": "Clamp", "Column": "Answer.Price", "Minimum": 1,
                "When": { "Column": "Row.Hour", "Is": "LessThan", "Value": 6 } } } }
            """);
        Assert.Equal((1d, 0.5d), (answer(new() { Hour = 5 }, new() { Price = 0.5 }).Value.Price, answer(new() { Hour = 6 }, new() { Price = 0.5 }).Value.Price));
        Assert.Equal("night floor changed (below 1)", Assert.Single(answer(new() { Hour = 5 }, new()).Heuristics).ToString());
    }

    [Fact]
    public void Answers_are_overridden_withheld_and_abstained_from()
    {
        var answer = Of("""
            { "Rules": {
                "1": { "Kind": "Override", "When": { "Column": "Row.Day", "Is": "EqualTo", "Value": "Sunday" }, "Column": "Answer.IsAnomaly", "To": false },
                "2": { "Kind": "SuppressWhen", "When": { "Column": "Answer.Label", "Is": "EqualTo", "Value": "noise" } },
                "3": { "Kind": "RequireConfidence", "Confidence": "Answer.Score", "Minimum": 0.6, "Column": "Answer.Label", "To": "unknown" },
                "4": { "Kind": "DenyList", "Key": "Row.Host", "Values": [ "b", "c" ] },
                "5": { "Kind": "AllowList", "Key": "Answer.Label", "Values": [ "SPIKE", "unknown" ], "IgnoreCase": true } } }
            """);
        Assert.False(answer(new() { Day = DayOfWeek.Sunday }, Spike).Value.IsAnomaly);
        Assert.True(answer(new() { Day = DayOfWeek.Monday }, Spike).Value.IsAnomaly);
        Assert.Equal("unknown", answer(new(), Spike with { Score = 0.5f }).Value.Label);
        Assert.Equal("2 suppressed", Withheld(Monday, Spike with { Label = "noise" }));
        Assert.Equal("4 suppressed (on the list)", Withheld(Monday with { Host = "b" }, Spike));
        Assert.Equal("5 suppressed (not on the list)", Withheld(Monday, Spike with { Label = "other" }));

        string Withheld(Signal row, Alarm alarm)
        {
            var prediction = answer(row, alarm);
            Assert.Equal(PredictionOutcome.Suppressed, prediction.Outcome);
            return Assert.Single(prediction.Heuristics).ToString();
        }
    }

    [Theory]
    [InlineData("""{ "Kind": "Cooldown", "Key": "Row.Host", "Duration": "00:01:00", $when }""", "101")]
    [InlineData("""{ "Kind": "Cooldown", "Key": "Row.Hour", "Duration": "00:01:00", $when }""", "100")]
    [InlineData("""{ "Kind": "SuppressDuplicates", "Key": "Row.Load", "Window": "00:01:00", $when }""", "100")]
    [InlineData("""{ "Kind": "AlertBudget", "Maximum": 2, "Per": "01:00:00", $when }""", "110")]
    [InlineData("""{ "Kind": "RequireHits", "Key": "Row.Weekend", "Required": 2, "OutOf": 3, $when }""", "011")]
    [InlineData("""{ "Kind": "SuppressDuringMaintenance", "Weekly": [ { "Days": [ "Monday" ], "From": "11:00", "To": "13:00" } ], $when }""", "000")]
    [InlineData("""{ "Kind": "SuppressDuringMaintenance", "Once": [ { "From": "2026-03-02T10:00:00Z", "To": "2026-03-02T12:00:00Z" } ], $when }""", "111")]
    public void Alerts_are_held_back_over_columns(string rule, string through)
    {
        var when = "\"When\": { \"Column\": \"Answer.IsAnomaly\", \"Is\": \"EqualTo\", \"Value\": true }";
        var answer = Of($$"""{ "Rules": { "r": {{rule.Replace("$when", when, StringComparison.Ordinal)}} } }""");
        Assert.Equal(PredictionOutcome.Answered, answer(new(), new() { IsAnomaly = false }).Outcome);
        string[] hosts = ["a", "a", "b"];
        Assert.Equal(through, string.Concat(hosts.Select(h => answer(new() { Host = h }, Spike).Outcome == PredictionOutcome.Answered ? "1" : "0")));
    }

    [Fact]
    public void Hysteresis_reads_a_score_and_sets_a_bool()
    {
        var answer = Of("""
            { "Rules": { "steady": { "Kind": "Hysteresis", "Key": "Row.Host", "Score": "Answer.Score", "Column": "Answer.IsAnomaly", "On": 0.8, "Off": 0.4 } } }
            """);
        float[] scores = [0.5f, 0.9f, 0.5f, 0.3f, 0.5f];
        Assert.Equal([false, true, true, false, false], scores.Select(s => answer(new(), new() { Score = s, IsAnomaly = s > 0.45f }).Value.IsAnomaly));
    }

    [Fact]
    public void A_clamp_of_the_configuration_knows_its_column_and_measures_its_changes()
    {
        var (section, _) = JsonSource.With("""{ "Rules": { "band": { "Kind": "Clamp", "Column": "Answer.Price", "Maximum": 10 } } }""");
        var builder = FakeBuilder<Signal, Alarm>.With(m => m.ConfigureHeuristics(section));
        builder.Answerer()(new(), new() { Price = 13 });
        var status = Assert.Single(builder.Provider.GetRequiredService<HeuristicReports>().Of("m").Rules);
        Assert.Equal(("clamp", 1L, 3d), (status.Kind, status.Changes, status.MeanChange));
    }

    private static Signal Monday => new() { Day = DayOfWeek.Monday };

    private static Alarm Spike => new() { Score = 0.9f, IsAnomaly = true, Label = "spike" };

    private static Func<Signal, Alarm, Prediction<Alarm>> Of(string json) =>
        LayerTests.Of<Signal, Alarm>(m => m.ConfigureHeuristics(JsonSource.With(json).Section), Time);
}
