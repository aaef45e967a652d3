using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MlOps.Aot;

/// <summary>One guarded prediction of every outcome, by a function and by a model from the container.</summary>
internal static class GuardedChecks
{
    public static async Task RunAsync(Checks checks)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddModel<Applicant, Score>("score")
            .FromModel<Applicant, Score, ScoreModel>()
            .ValidateInput(s => s
                .Column(a => a.Age).Required().InRange(0, 120)
                .Column(a => a.Workclass).Tolerated())
            .ValidateOutput(s => s.Column(p => p.Probability).InRange(0, 1))
            .OnInvalidInput("by hand", (_, violations) => new() { Probability = 0, Band = $"{violations.Count} violations" })
            .FallBackTo("base rate", _ => new() { Probability = 0.25f, Band = "base rate" })
            .AddHeuristic("minors score nothing", when: (row, _) => row.Age < 18, change: (_, score) => score with { Probability = 0 })
            .AddHeuristic<Applicant, Score, NightRule>()
            .SuppressWhen("too many dependents", (row, _) => row.Dependents > 20);
        builder.Services.AddModel<string, Score>("text")
            .FromFunction(text => new() { Probability = text.Length == 0 ? float.NaN : text.Length / 10f })
            .Configure(o => o.AllowNonFiniteAnswers = false);
        using var host = builder.Build();
        await host.StartAsync();
        var predictor = host.Services.GetRequiredService<IPredictor<Applicant, Score>>();

        var plain = await predictor.PredictAsync(new() { Age = 50 });
        checks.Equal("a model from the container answers", 0.5f, plain.Value.Probability);
        checks.Equal("and says so", "score 'ScoreModel' (live)", plain.Route!.ToString());

        var tolerated = await predictor.PredictAsync(new() { Workclass = null });
        checks.That("a tolerated null is answered, with its violation",
            tolerated is { Outcome: PredictionOutcome.Answered, Violations: [{ Severity: Severity.Soft, Missing: MissingState.Null }] });

        var invalid = await predictor.PredictAsync(new() { Age = 130 });
        checks.Equal("an invalid row is answered by the handler", RouteRole.InvalidInputHandler, invalid.Route!.Role);
        checks.Equal("with its violation", "Age: range, expected 0 to 120", invalid.Violations[0].ToString());

        var rescued = await predictor.PredictAsync(new() { Id = 666 });
        checks.Equal("a model that throws is replaced by the fallback", "base rate", rescued.Value.Band);
        checks.Equal("and the attempt says what it threw", typeof(InvalidOperationException).FullName, rescued.Attempts[0].ErrorType);

        var minor = await predictor.PredictAsync(new() { Age = 17 });
        checks.Equal("a heuristic changes an answer", 0f, minor.Value.Probability);
        checks.Equal("a heuristic from the container suppresses one", PredictionOutcome.Suppressed, (await predictor.PredictAsync(new() { Hours = 101 })).Outcome);
        checks.Equal("so does a condition", PredictionOutcome.Suppressed, (await predictor.PredictAsync(new() { Dependents = 21 })).Outcome);

        var batch = new Prediction<Score>[3];
        await predictor.PredictBatchAsync(new Applicant[] { new() { Age = 20 }, new() { Age = 130 }, new() { Id = 666 } }, batch);
        checks.That("a batch keeps its order",
            batch.Select(p => p.Route!.Role).SequenceEqual([RouteRole.Live, RouteRole.InvalidInputHandler, RouteRole.FallbackFunction]));

        var text = host.Services.GetRequiredService<IPredictor<string, Score>>();
        checks.Equal("a function answers", 0.3f, (await text.PredictAsync("abc")).Value.Probability);
        checks.Equal("and what is no number is no answer, without any rule", "finite", (await text.PredictAsync("")).Attempts[0].Violations[0].Rule);

        CheckJson(checks, rescued, tolerated);
        await host.StopAsync();
    }

    private static void CheckJson(Checks checks, Prediction<Score> rescued, Prediction<Score> tolerated)
    {
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(rescued, AotJson.Default.PredictionScore));
        var root = json.RootElement;
        checks.Equal("JSON says the outcome", "Answered", root.GetProperty("outcome").GetString());
        checks.Equal("and the value", 0.25f, root.GetProperty("value").GetProperty("probability").GetSingle());
        checks.Equal("and the route", "FallbackFunction", root.GetProperty("route").GetProperty("role").GetString());
        checks.Equal("and the attempt", "Threw", root.GetProperty("attempts")[0].GetProperty("failure").GetString());
        var soft = JsonSerializer.Serialize(tolerated, AotJson.Default.PredictionScore);
        checks.That("and a violation by its words", soft.Contains("\"missing\":\"Null\"", StringComparison.Ordinal));
        var none = JsonSerializer.Serialize(Prediction.Answered(float.NaN), AotJson.Default.PredictionSingle);
        checks.That("and an answer that is no number", none.Contains("\"NaN\"", StringComparison.Ordinal));
        var inside = JsonSerializer.Serialize(Prediction.Answered(new Score { Probability = float.NaN }), AotJson.Default.PredictionScore);
        checks.That("also inside an answer whose type allows it", inside.Contains("\"NaN\"", StringComparison.Ordinal));
    }
}
