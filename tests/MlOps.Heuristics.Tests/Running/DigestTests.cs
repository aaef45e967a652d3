using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using MlOps.Building;

namespace MlOps.Heuristics.Running;

public class DigestTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_digest_tells_names_order_options_and_dry_runs_apart_and_is_the_same_for_the_same_rules()
    {
        var digests = new[]
        {
            Digest(),
            Digest(Band("a", 0, 1)),
            Digest(Band("b", 0, 1)),
            Digest(Band("a", 0, 2)),
            Digest(Band("a", 0, 1, o => o.DryRun = true)),
            Digest(Band("a", 0, 1, o => o.Owner = "me")),
            Digest(Band("a", 0, 1), Band("b", 0, 1)),
            Digest(Band("b", 0, 1), Band("a", 0, 1)),
            Digest(List("a", "b")),
            Digest(List("ab")),
            Digest(List("a, b")),
            Digest(m => m.SuppressDuringMaintenance("w", (_, _) => true, o => o.Weekly.Add(new() { To = new(2, 0) }))),
            Digest(m => m.SuppressDuringMaintenance("w", (_, _) => true, o => o.Weekly.Add(new() { To = new(2, 0, 1) }))),
        };
        Assert.Equal(digests.Length, digests.Distinct().Count());
        Assert.Equal(digests[7], Digest(Band("b", 0, 1), Band("a", 0, 1)));
        Assert.All(digests, d => Assert.Matches("^[0-9a-f]{64}$", d));
    }

    [Fact]
    public void A_rule_that_is_not_enabled_is_in_no_set()
    {
        Assert.Equal(Digest(Band("a", 0, 1)), Digest(Band("a", 0, 1), Band("b", 0, 1, o => o.Enabled = false)));
        var answer = LayerTests.Of<Row, float>(m => m.Clamp("b", p => p, 0, 1, (_, v) => v, o => o.Enabled = false));
        Assert.Equal(5, answer(new(1), 5).Value);
    }

    [Fact]
    public void The_module_that_holds_a_rules_code_is_in_the_text_and_so_in_the_digest()
    {
        var module = typeof(DigestTests).Module.ModuleVersionId.ToString("N");
        Assert.Equal(
            $"band (clamp, dry run): Maximum 10, Minimum 0, Owner pricing; code of MlOps.Heuristics.Tests {module[..8]} > Own (own): code of MlOps.Heuristics.Tests {module[..8]} > names (deny list): 2 Values; code of MlOps.Heuristics.Tests {module[..8]}",
            Status(
                Band("band", 0, 10, o => (o.DryRun, o.Owner) = (true, "pricing")),
                m => m.AddHeuristics(h => h.Add<Own>()),
                List("a", "b")).Text);
        var other = Rules.RuleSource.Code((Func<int, int>)Math.Abs);
        Assert.Equal("System.Private.CoreLib", Assert.Single(other.Parts).Split(' ')[0]);
    }

    [Fact]
    public void A_set_that_comes_in_is_one_event_with_its_digest_and_text_and_the_status_says_since_when()
    {
        var logs = new FakeLogCollector();
        var builder = FakeBuilder<Row, float>.With(m => Band("band", 0, 10)(m));
        builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Start)).AddLogging(l => l.AddProvider(new FakeLoggerProvider(logs)));
        var stage = (IHeuristicStage)builder.Wrap(new Never());
        var status = stage.GetStatus();
        Assert.Equal((stage.Digest, Start), (status.Digest, status.Since));
        Assert.Same(stage.Digest, stage.Digest);
        var changed = Assert.Single(logs.GetSnapshot(), r => r.Id.Id == 204);
        Assert.Equal((LogLevel.Information, "m", status.Digest, status.Text), (changed.Level, Said("Model"), Said("Digest"), Said("Rules")));
        Assert.Equal(("band", "clamp", 0L), (status.Rules[0].Name, status.Rules[0].Kind, status.Rules[0].Runs));

        string? Said(string key) => changed.GetStructuredStateValue(key);
    }

    private static string Digest(params Action<FakeBuilder<Row, float>>[] rules) => Status(rules).Digest;

    private static HeuristicSetStatus Status(params Action<FakeBuilder<Row, float>>[] rules)
    {
        var builder = FakeBuilder<Row, float>.With([m => m.AddHeuristics(h => h.Default(_ => { })), .. rules]);
        builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Start));
        return ((IHeuristicStage)builder.Wrap(new Never())).GetStatus();
    }

    private static Action<FakeBuilder<Row, float>> Band(string name, double min, double max, Action<ClampOptions>? configure = null) =>
        m => m.Clamp(name, p => p, min, max, (_, v) => v, configure);

    private static Action<FakeBuilder<Row, float>> List(params string[] values) => m => m.DenyList("names", (_, _) => null, o => Array.ForEach(values, o.Values.Add));

    private sealed class Own : IHeuristic<Row, float>
    {
        public string Name => "Own";

        public HeuristicDecision<float> Decide(Row input, float answer) => HeuristicDecision<float>.Keep;
    }

    private sealed class Never : IModel<Row, float>
    {
        public ValueTask<Prediction<float>> PredictAsync(Row input, CancellationToken cancellationToken) => default;
    }
}
