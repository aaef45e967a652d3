using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MlOps.Sensitive;

/// <summary>What a column that is sensitive holds is searched for in all that leaves a host.</summary>
public class SensitiveValueTests
{
    private const string Planted = "planted-7191-secret";
    private const double PlantedNumber = 719171917191;

    public sealed record Row
    {
        public string? Id { get; init; }

        public double Income { get; init; }

        public float[]? Embedding { get; init; }

        public string Explosive => Id == Planted ? throw new InvalidOperationException(Planted) : "";
    }

    public sealed record Score
    {
        public double Value { get; init; }
    }

    public sealed record Answer
    {
        public string Id { get; init; } = "";

        public double Value { get; init; }

        public float[] Embedding { get; init; } = [];
    }

    [Fact]
    public async Task A_planted_value_stands_in_no_violation_log_trace_metric_or_exception()
    {
        using var said = new Said();
        var services = new ServiceCollection();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.Trace).AddProvider(said));
        services.AddMetrics();
        services.AddModel<Row, Score>("sensitive")
            .FromFunction(row => new() { Value = row.Income })
            .ValidateInput(s => s
                .Column(r => r.Id).Sensitive().OneOf("a").Matches("^a$").Length(1, 3).Characters(CharacterClass.Digits).Must("known", id => throw new FormatException(id))
                .Column(r => r.Income).Sensitive().AtMost(5, tolerated: 0.5)
                .Column(r => r.Embedding).Sensitive().EachInRange(0, 1)
                .Column(r => r.Explosive).Sensitive().Optional()
                .SumsTo(1, 0.1, r => r.Income)
                .When(r => r.Id, Planted, then => then.Column(r => r.Income).AtMost(5))
                .Rule("row", row => throw new FormatException(row.Id)))
            .ValidateOutput(s => s.Column(p => p.Value).Sensitive().AtMost(5));
        services.AddModel<Answer, Answer>("good-answers")
            .FromFunction(row => row.Id.Length > 0 ? row : throw new InvalidOperationException($"{Planted} {PlantedNumber}"))
            .ValidateInput(s => s.Column(r => r.Id).Optional().Sensitive().Column(r => r.Value).AtMost(1e15))
            .ValidateOutput(s => s.Column(p => p.Id).Sensitive().Matches("-").Column(p => p.Value).Sensitive().AtMost(5, Severity.Soft))
            .FallBackTo("another", _ => new() { Id = Planted, Value = PlantedNumber })
            .OnInvalidInput("a third", (_, _) => new() { Id = Planted })
            .AddHeuristic("throws", when: (_, a) => throw new FormatException(a.Id), change: (_, a) => a)
            .AddHeuristic("copies", when: (_, _) => true, change: (_, a) => a with { Value = PlantedNumber });
        services.AddModel<Answer, Answer>("bad-answers")
            .FromFunction(_ => new() { Id = Planted, Value = PlantedNumber, Embedding = [(float)PlantedNumber] })
            .ValidateOutput(s => s
                .Column(p => p.Id).Sensitive().OneOf("a").Must("known", id => throw new FormatException(id))
                .Column(p => p.Value).Sensitive().AtMost(5)
                .Column(p => p.Embedding).Sensitive().EachInRange(0, 1).SumsTo(1, 0.1)
                .Rule("answer", p => throw new FormatException(p.Id)));
        await using var provider = services.BuildServiceProvider();
        var predictor = provider.GetRequiredService<IPredictor<Row, Score>>();

        var rejected = await predictor.PredictAsync(new() { Id = Planted, Income = PlantedNumber, Embedding = [(float)PlantedNumber] }, TestContext.Current.CancellationToken);
        var batch = new Prediction<Score>[1];
        await predictor.PredictBatchAsync(new Row[] { new() { Id = Planted, Income = PlantedNumber } }, batch, cancellationToken: TestContext.Current.CancellationToken);
        var thrown = Assert.ThrowsAny<Exception>(() => rejected.Value);

        // A row that is fine, and an answer that isn't.
        var bad = provider.GetRequiredKeyedService<IPredictor<Answer, Answer>>("bad-answers");
        var unavailable = await bad.PredictAsync(new(), TestContext.Current.CancellationToken);
        Assert.Equal(PredictionOutcome.Unavailable, unavailable.Outcome);

        // Answers that are as sensitive as they should be: of the model, of a function after the model threw, and of the handler of invalid rows.
        var good = provider.GetRequiredKeyedService<IPredictor<Answer, Answer>>("good-answers");
        var answered = await good.PredictAsync(new() { Id = Planted, Value = PlantedNumber }, TestContext.Current.CancellationToken);
        var rescued = await good.PredictAsync(new(), new PredictionOptions { Id = "mine" }, TestContext.Current.CancellationToken);
        Assert.Equal((Planted, "(hidden)"), (answered.Value.Id, answered.ToString().Split(' ')[1]));
        Assert.Equal(("another", Planted), (rescued.Route?.Name, rescued.Value.Id));
        var handled = await good.PredictAsync(new() { Value = 1e16 }, TestContext.Current.CancellationToken);
        Assert.Equal(("a third", Planted), (handled.Route?.Name, handled.Value.Id));

        Assert.Equal(PredictionOutcome.Rejected, rejected.Outcome);
        Assert.True(rejected.Violations.Count >= 10, $"Only {rejected.Violations.Count} violations were looked at.");
        Assert.True(!said.Texts.IsEmpty, "Nothing was logged or traced, so that nothing was looked at.");
        string[] texts =
        [
            .. said.Texts, answered.ToString(), rescued.ToString(), handled.ToString(), $"{answered.WithValue(answered.Value)} {answered with { Id = "x" }}", string.Join(' ', rescued.Attempts), string.Join(' ', answered.Heuristics),
            string.Join(' ', answered.Violations.Select(v => $"{v} {v.Expected} {v.Observed}")), unavailable.ToString(), JsonSerializer.Serialize(unavailable), JsonSerializer.Serialize(batch[0]),
            Assert.ThrowsAny<Exception>(() => unavailable.Value).ToString(),
            .. unavailable.Attempts.SelectMany(a => a.Violations.Select(v => $"{a} {v.Expected} {v.Observed}")), rejected.ToString(), JsonSerializer.Serialize(rejected), batch[0].ToString(), thrown.ToString(),
            JsonSerializer.Serialize(rejected.Violations.ToProblem()), .. rejected.Violations.Select(v => $"{v} {v.Expected} {v.Observed}"),
        ];
        Assert.All(texts, text =>
        {
            Assert.DoesNotContain(Planted, text, StringComparison.Ordinal);
            Assert.DoesNotContain("7191", text, StringComparison.Ordinal);
        });
    }
}
