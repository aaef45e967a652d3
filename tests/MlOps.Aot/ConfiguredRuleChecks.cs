using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MlOps.Aot;

/// <summary>Rules that the configuration adds, over columns of every way of reading; and what tells rules apart.</summary>
internal static class ConfiguredRuleChecks
{
    private static readonly string[] Section =
    [
        "1:Kind=Clamp", "1:Column=Answer.Probability", "1:Maximum=0.75", "1:When:Column=Row.Hours", "1:When:Is=AtLeast", "1:When:Value=50",
        "2:Kind=Override", "2:Column=Answer.Band", "2:To=own", "2:When:Column=Row.Housing", "2:When:Is=EqualTo", "2:When:Value=Own",
        "3:Kind=SnapTo", "3:Column=Answer.Points", "3:Values:0=10", "3:Values:1=20",
        "4:Kind=Cooldown", "4:Key=Row.Workclass", "4:Duration=01:00:00", "4:When:Column=Answer.Probability", "4:When:Is=LessThan", "4:When:Value=0.1",
        "5:Kind=DenyList", "5:Key=Row.Postcode", "5:Values:0=99999",
    ];

    public static async Task RunAsync(Checks checks)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(Section.Select(s => KeyValuePair.Create($"Rules:{s.Split('=')[0]}", (string?)s.Split('=')[1])))
            .Build();
        var services = new ServiceCollection();
        services.AddModel<Applicant, Score>("configured")
            .FromFunction(row => new() { Probability = row.Dependents == 9 ? 0.05f : 0.9f, Points = 14 })
            .SuppressWhen("never", (_, _) => false)
            .ConfigureHeuristics(configuration);
        await using var provider = services.BuildServiceProvider();
        var predictor = provider.GetRequiredService<IPredictor<Applicant, Score>>();

        var changed = await predictor.PredictAsync(new() { Hours = 60 });
        checks.Equal("rules of the configuration change answers", new Score { Probability = 0.75f, Band = "own", Points = 10 }, changed.Value);
        var other = await predictor.PredictAsync(new() { Hours = 40, Housing = null });
        checks.Equal("and leave those alone that their conditions don't pick", new Score { Probability = 0.9f, Points = 10 }, other.Value);
        checks.Equal("a list holds", PredictionOutcome.Suppressed, (await predictor.PredictAsync(new() { Postcode = "99999" })).Outcome);
        checks.Equal("a first alert goes out", PredictionOutcome.Answered, (await predictor.PredictAsync(new() { Dependents = 9 })).Outcome);
        checks.Equal("a second one doesn't", PredictionOutcome.Suppressed, (await predictor.PredictAsync(new() { Dependents = 9 })).Outcome);

        var rules = provider.GetRequiredService<IModelHost>().GetStatus("configured").Heuristics!;
        checks.Equal("the rules have a digest", 64, rules.Digest.Length);
        checks.That("and a text that names the module of their code", rules.Text.StartsWith("never (suppress): code of MlOps.Aot ", StringComparison.Ordinal));
        configuration["Rules:1:Maximum"] = "0.7";
        configuration["Rules:1:Minimun"] = "0";
        configuration.Reload();
        checks.Equal("a bad section changes nothing", rules.Digest, provider.GetRequiredService<IModelHost>().GetStatus("configured").Heuristics!.Digest);
    }
}
