using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace MlOps.Heuristics.Configured;

public class ReloadTests
{
    private readonly FakeTimeProvider _time = new(new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));
    private readonly FakeLogCollector _logs = new();

    [Fact]
    public void A_section_that_changes_takes_effect_and_is_one_event_and_one_that_says_the_same_is_none()
    {
        var (answer, say) = Of("""{ "Rules": { "band": { "Kind": "Clamp", "Column": "Answer.Price", "Maximum": 10 } } }""");
        Assert.Equal(10, answer("a", 20).Value.Price);
        say("""{ "Rules": { "band": { "Kind": "Clamp", "Column": "Answer.Price", "Maximum": 15 } } }""");
        Assert.Equal(15, answer("a", 20).Value.Price);
        say("""{ "Rules": { "band": { "Maximum": "15", "Column": "Answer.Price", "Kind": "Clamp" } } }""");
        say("""{ "Rules": { } }""");
        Assert.Equal(20, answer("a", 20).Value.Price);
        var events = _logs.GetSnapshot().Where(r => r.Id.Id == 204).Select(r => r.GetStructuredStateValue("Rules")).ToArray();
        Assert.Equal(3, events.Length);
        Assert.Equal("none", events[^1]);
    }

    [Fact]
    public void A_bad_section_keeps_the_rules_and_what_they_remember_and_every_mistake_is_logged()
    {
        var (answer, say) = Of(Cooldown("\"Duration\": \"01:00:00\", \"MaxKeys\": 1000"));
        string[] hosts = [.. Enumerable.Range(0, 100).Select(i => $"h{i}")];
        Assert.All(hosts, h => Assert.Equal(PredictionOutcome.Answered, answer(h, 1).Outcome));
        string[] bad =
        [
            Cooldown("\"MaxKeys\": 1, \"Duration\": \"never\""),
            Cooldown("\"MaxKeys\": 1").Replace("} } }", "}, \"x\": { \"Kind\": \"y\" } } }", StringComparison.Ordinal),
            """{ "Rules": { "cool": { "Kind": "Round", "Column": "Answer.Price" }, "other": { "Kind": "Clamp" } } }""",
            "{ }",
        ];
        Array.ForEach(bad, say);
        Assert.All(hosts, h => Assert.Equal(PredictionOutcome.Suppressed, answer(h, 1).Outcome));
        var refused = _logs.GetSnapshot().Where(r => r.Id.Id == 203).ToArray();
        Assert.Equal(bad.Length, refused.Length);
        Assert.All(refused, r => Assert.Equal(LogLevel.Error, r.Level));
        Assert.Contains("The section of the rules is gone", refused[^1].Message, StringComparison.Ordinal);
        Assert.Single(_logs.GetSnapshot(), r => r.Id.Id == 204);
    }

    [Fact]
    public void What_a_rule_remembers_stays_with_its_name_and_kind_and_is_fitted_to_new_options()
    {
        var (answer, say) = Of(Cooldown("\"Duration\": \"01:00:00\", \"MaxKeys\": 10"));
        Assert.Equal(PredictionOutcome.Answered, answer("a", 1).Outcome);
        say(Cooldown("\"Duration\": \"02:00:00\", \"MaxKeys\": 10"));
        _time.Advance(TimeSpan.FromMinutes(90));
        Assert.Equal(PredictionOutcome.Suppressed, answer("a", 1).Outcome);

        say(Cooldown("\"Enabled\": false"));
        Assert.Equal(PredictionOutcome.Answered, answer("a", 1).Outcome);
        say(Cooldown("\"Duration\": \"02:00:00\", \"MaxKeys\": 10"));
        Assert.Equal(PredictionOutcome.Suppressed, answer("a", 1).Outcome);

        // Two keys more than there is room for: the one unseen longest is forgotten.
        Assert.Equal(PredictionOutcome.Answered, answer("b", 1).Outcome);
        say(Cooldown("\"Duration\": \"02:00:00\", \"MaxKeys\": 1"));
        Assert.Equal(PredictionOutcome.Suppressed, answer("b", 1).Outcome);
        Assert.Equal(PredictionOutcome.Answered, answer("a", 1).Outcome);

        say(Cooldown("\"Window\": \"02:00:00\"").Replace("Cooldown", "SuppressDuplicates", StringComparison.Ordinal));
        Assert.Equal(PredictionOutcome.Answered, answer("a", 1).Outcome);
    }

    [Fact]
    public void A_dry_run_uses_up_nothing_of_what_counts()
    {
        var (answer, say) = Of(Cooldown("\"DryRun\": true"));
        Assert.Equal(["", "cool would suppress (cooling down)"], ((string[])["a", "a"]).Select(h => string.Join(";", answer(h, 1).Heuristics)));
        say(Cooldown("\"DryRun\": false"));
        Assert.Equal([PredictionOutcome.Answered, PredictionOutcome.Suppressed], ((string[])["a", "a"]).Select(h => answer(h, 1).Outcome));
    }

    [Fact]
    public void A_budget_that_is_lowered_and_raised_again_has_spent_what_it_spent()
    {
        var (answer, say) = Of(Budget(4));
        Assert.Equal([4, 0, 0, 2], ((int[])[4, 2, 4, 6]).Select(maximum =>
        {
            say(Budget(maximum));
            return Enumerable.Range(0, 10).Count(_ => answer("a", 1).Outcome == PredictionOutcome.Answered);
        }));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(6, Enumerable.Range(0, 10).Count(_ => answer("a", 1).Outcome == PredictionOutcome.Answered));

        static string Budget(int maximum) =>
            $$"""{ "Rules": { "few": { "Kind": "AlertBudget", "Maximum": {{maximum}}, "When": { "Column": "Answer.Price", "Is": "AtLeast", "Value": 1 } } } }""";
    }

    [Fact]
    public void How_often_a_rule_ran_leaves_out_the_time_in_which_it_was_not_there()
    {
        var (answer, say) = Of(Cooldown(""));
        Repeat(3);
        say(Cooldown("\"Enabled\": false"));
        Repeat(5);
        say(Cooldown("\"Duration\": \"00:10:00\""));
        Repeat(2);
        Assert.Equal(5, Reports().Of("m").Rules.Single().Runs);

        void Repeat(int times)
        {
            for (var i = 0; i < times; i++)
            {
                answer("a", 1);
            }
        }
    }

    [Fact]
    public void Under_load_no_prediction_sees_half_of_the_old_rules_and_half_of_the_new()
    {
        const string Old = """
            { "Rules": { "1": { "Kind": "Clamp", "Column": "Answer.Price", "Minimum": 10 }, "2": { "Kind": "Clamp", "Column": "Answer.Units", "Minimum": 10 },
                         "3": { "Kind": "Override", "Column": "Answer.Label", "To": "10", "When": { "Column": "Answer.Units", "Is": "AtLeast", "Value": 0 } } } }
            """;
        var (answer, say) = Of(Old);
        string[] texts = [Old, Old.Replace("10", "20", StringComparison.Ordinal)];
        var seen = new long[2];
        var done = false;
        var torn = 0;
        var threads = Enumerable.Range(0, 2).Select(_ => new Thread(() =>
        {
            while (!Volatile.Read(ref done))
            {
                var value = answer("a", 0).Value;
                var set = value.Price == 10 ? 0 : 1;
                Interlocked.Increment(ref seen[set]);
                if (value.Units != 10 * (set + 1) || value.Label != $"{value.Units}")
                {
                    Interlocked.Increment(ref torn);
                }
            }
        })).ToArray();
        Array.ForEach(threads, t => t.Start());

        // Each set has answered, again and again, before the next comes.
        for (var i = 1; i <= 100; i++)
        {
            say(texts[i % 2]);
            var before = Interlocked.Read(ref seen[i % 2]);
            SpinWait.SpinUntil(() => Interlocked.Read(ref seen[i % 2]) > before + 10);
        }

        Volatile.Write(ref done, true);
        Array.ForEach(threads, t => t.Join());
        Assert.Equal(0, torn);
        Assert.Equal(101, _logs.GetSnapshot().Count(r => r.Id.Id == 204));
    }

    private static string Cooldown(string options) => $$"""
        { "Rules": { "cool": { {{options}}{{(options.Length > 0 ? "," : "")}} "Kind": "Cooldown", "Key": "Row.Host", "When": { "Column": "Answer.Price", "Is": "AtLeast", "Value": 1 } } } }
        """;

    private Func<HeuristicReports> Reports { get; set; } = null!;

    private (Func<string, double, Prediction<Alarm>> Answer, Action<string> Say) Of(string json)
    {
        var (section, say) = JsonSource.With(json);
        var builder = FakeBuilder<Signal, Alarm>.With(m => m.ConfigureHeuristics(section));
        builder.Services.AddSingleton<TimeProvider>(_time).AddLogging(l => l.AddProvider(new FakeLoggerProvider(_logs)));
        var answer = builder.Answerer();
        Reports = () => builder.Provider.GetRequiredService<HeuristicReports>();
        return ((host, price) => answer(new() { Host = host }, new() { Price = price }), say);
    }
}
