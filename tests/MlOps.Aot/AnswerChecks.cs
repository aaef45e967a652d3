using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace MlOps.Aot;

/// <summary>Answers that are more than a few columns: where they aren't finite, and their JSON.</summary>
internal static class AnswerChecks
{
    public static async Task RunAsync(Checks checks)
    {
        var answer = new Forecast();
        var services = new ServiceCollection();
        services.AddModel<string, Forecast>("forecast").FromFunction(_ => answer);
        await using var provider = services.BuildServiceProvider();
        var predictor = provider.GetRequiredService<IPredictor<string, Forecast>>();
        checks.Equal("a finite answer stands", PredictionOutcome.Answered, (await predictor.PredictAsync("")).Outcome);

        async Task Refuses(string path, Forecast bad)
        {
            answer = bad;
            var prediction = await predictor.PredictAsync("");
            checks.Equal($"an answer with NaN at {path} is invalid", path, prediction.Attempts.Count == 0 ? "no attempt" : prediction.Attempts[0].Violations[0].Column);
        }

        await Refuses("Hours[1]", new() { Hours = [1, float.NaN] });
        await Refuses("Days[0]", new() { Days = [double.NaN] });
        await Refuses("Shares[0].Value", new() { Shares = new() { ["a"] = float.NaN } });
        await Refuses("Best.Probability", new() { Best = new() { Probability = float.NaN } });
        await Refuses("Intervals[1].High", new() { Intervals = [new(0, 1), new(0, double.NaN)] });

        var json = JsonSerializer.Serialize(answer, AotJson.Default.PredictionForecast);
        checks.That("JSON names what is no number anywhere in it", json.Contains("\"high\":\"NaN\"", StringComparison.Ordinal));
    }
}
