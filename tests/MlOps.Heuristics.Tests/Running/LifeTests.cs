using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace MlOps.Heuristics.Running;

public class LifeTests
{
    private readonly FakeTimeProvider _time = new(new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));
    private readonly FakeLogCollector _logs = new();

    [Fact]
    public void What_a_rule_remembers_outlives_a_swap_of_models()
    {
        var builder = With(m => m.Cooldown("cool", (_, _) => true, (row, _) => row.Age));
        Assert.Equal(PredictionOutcome.Answered, builder.Answerer()(new(1), 1).Outcome);
        Assert.Equal(PredictionOutcome.Suppressed, builder.Answerer()(new(1), 1).Outcome);
    }

    [Fact]
    public void A_rule_past_its_expiry_runs_on_and_is_told_of_once()
    {
        var expires = _time.GetUtcNow() + TimeSpan.FromDays(1);
        var builder = With(m => m.AddHeuristic("up", (_, _) => true, (_, v) => v + 1, o => (o.Expires, o.Owner, o.Reason) = (expires, "me", "until May")));
        var answer = builder.Answerer();
        Assert.Equal(2, answer(new(1), 1).Value);
        Assert.DoesNotContain(_logs.GetSnapshot(), r => r.Id.Id == 202);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal([2f, 2f], ((float[])[1, 1]).Select(v => answer(new(1), v).Value));
        var told = Assert.Single(_logs.GetSnapshot(), r => r.Id.Id == 202);
        Assert.Equal((LogLevel.Warning, "me", "until May"), (told.Level, told.GetStructuredStateValue("Owner"), told.GetStructuredStateValue("Reason")));
        Assert.EndsWith("should have been looked at by 2026-03-03; it runs on. Owner: me. Reason: until May", told.Message, StringComparison.Ordinal);
        var report = builder.Provider.GetRequiredService<HeuristicReports>().Of("m");
        Assert.True(Assert.Single(report.Rules).IsExpired);
        Assert.Equal("up: should have been looked at by 2026-03-03", Assert.Single(report.Findings).ToString());
    }

    [Fact]
    public void A_rule_whose_expiry_was_put_off_is_told_of_again()
    {
        var (section, say) = Configured.JsonSource.With("""{ "Rules": { "up": { "Expires": "2026-03-01T00:00:00Z" } } }""");
        var builder = With(m => m.ConfigureHeuristics(section).AddHeuristic("up", (_, _) => true, (_, v) => v + 1));
        var answer = builder.Answerer();
        Assert.Single(_logs.GetSnapshot(), r => r.Id.Id == 202);
        say("""{ "Rules": { "up": { "Expires": "2026-03-03T00:00:00Z" } } }""");
        answer(new(1), 1);
        Assert.Single(_logs.GetSnapshot(), r => r.Id.Id == 202);
        _time.Advance(TimeSpan.FromDays(1));
        answer(new(1), 1);
        answer(new(1), 1);
        Assert.Equal(2, _logs.GetSnapshot().Count(r => r.Id.Id == 202));
    }

    [Fact]
    public void A_clamp_that_can_never_fire_is_told_of_when_its_version_starts_to_serve()
    {
        var builder = FakeBuilder<Row, Priced>.With(m => m
            .Clamp("band", p => p.Value, 0, 10, (p, v) => p with { Value = v })
            .Clamp("tight", p => p.Value, 0, 5, (p, v) => p with { Value = v }));
        builder.Services.AddLogging(l => l.AddProvider(new FakeLoggerProvider(_logs)));
        var version = new ModelVersion
        {
            Model = "m",
            Number = 7,
            Artifact = new("a", 1, "text"),
            OutputSchema = new() { Columns = [new() { Name = "Value", Type = ColumnType.Number, Rules = [new RangeRule(1, 10)] }] },
            Author = "test",
            RegisteredAt = DateTimeOffset.UnixEpoch,
            Digest = "d",
        };
        for (var i = 0; i < 2; i++)
        {
            // What a version was registered with says nothing where the host doesn't check by it.
            builder.Wrap(new Nobody(), version: version);
            Assert.Equal(i, _logs.GetSnapshot().Count(r => r.Id.Id == 201));
            builder.Wrap(new Nobody(), version: version, checkedBy: version.OutputSchema);
        }

        var told = Assert.Single(_logs.GetSnapshot(), r => r.Id.Id == 201);
        Assert.Equal("band", told.GetStructuredStateValue("Heuristic"));
    }

    [Fact]
    public void A_rule_by_its_type_gets_its_services_and_is_disposed_with_them()
    {
        var builder = With(m => m.AddHeuristics(h => h.Default(o => o.RecordAnswers = true).Add<Plus>(o => o.Owner = "me")));
        builder.Services.AddSingleton(new Amount(3));
        var provider = (ServiceProvider)builder.Provider;
        var fired = Assert.Single(builder.Answerer()(new(1), 1).Heuristics);
        Assert.Equal(("plus", (object)1f, (object)4f), (fired.Name, fired.Before, fired.After));
        Assert.Equal("me", provider.GetRequiredService<HeuristicReports>().Of("m").Rules[0].Owner);
        Assert.False(Plus.Last!.IsDisposed);
        provider.Dispose();
        Assert.True(Plus.Last.IsDisposed);
    }

    private FakeBuilder<Row, float> With(Action<FakeBuilder<Row, float>> rules)
    {
        var builder = FakeBuilder<Row, float>.With(rules);
        builder.Services.AddSingleton<TimeProvider>(_time).AddLogging(l => l.AddProvider(new FakeLoggerProvider(_logs)));
        return builder;
    }

    private sealed record Amount(float Value);

    private sealed record Priced(float Value);

    private sealed class Nobody : IModel<Row, Priced>
    {
        public ValueTask<Prediction<Priced>> PredictAsync(Row input, CancellationToken cancellationToken) => default;
    }

    private sealed class Plus : IHeuristic<Row, float>, IDisposable
    {
        private readonly Amount _amount;

        public Plus(Amount amount) => (_amount, Last) = (amount, this);

        public static Plus? Last { get; private set; }

        public bool IsDisposed { get; private set; }

        public string Name => "plus";

        public HeuristicDecision<float> Decide(Row input, float answer) => HeuristicDecision<float>.Change(answer + _amount.Value);

        public void Dispose() => IsDisposed = true;
    }
}
