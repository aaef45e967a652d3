using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Benchmarks.Validation;
using MlOps.Building;

namespace MlOps.Benchmarks.Heuristics;

/// <summary>Ten rules around a function, none of which fires: in code, added by the configuration, and ten of each kind.</summary>
internal static class IdleRules
{
    private const int Calls = 2_000;
    private const int Rounds = 400;

    private static readonly string[] NoAlert = ["When:Column=Answer.IsAnomaly", "When:Is=EqualTo", "When:Value=true"];

    private static readonly string[][] Ten =
    [
        ["Kind=Clamp", "Column=Answer.Price", "Minimum=30", "When:Column=Row.Hour", "When:Is=LessThan", "When:Value=6"],
        ["Kind=Clamp", "Column=Answer.Price", "Minimum=1", "Maximum=500"],
        ["Kind=Clamp", "Column=Answer.Score", "Minimum=0", "Maximum=1"],
        ["Kind=SuppressWhen", "When:Column=Answer.Label", "When:Is=EqualTo", "When:Value=noise"],
        ["Kind=SuppressWhen", "When:Column=Row.Load", "When:Is=GreaterThan", "When:Value=1000"],
        ["Kind=Override", "Column=Answer.IsAnomaly", "To=false", "When:Column=Row.Day", "When:Is=EqualTo", "When:Value=Sunday"],
        ["Kind=SuppressDuringMaintenance", "Weekly:0:From=00:00", "Weekly:0:To=00:00", .. NoAlert],
        ["Kind=Cooldown", "Key=Row.Host", .. NoAlert],
        ["Kind=SuppressDuplicates", "Key=Row.Host", .. NoAlert],
        ["Kind=AlertBudget", .. NoAlert],
    ];

    // What has something to do for every answer costs more: it rounds, looks into a list, or keeps count of what it sees.
    private static readonly (string Name, string[] Rule)[] Others =
    [
        ("RequireConfidence", ["Kind=RequireConfidence", "Confidence=Answer.Score", "Minimum=0.2", "Column=Answer.Label", "To=unknown"]),
        ("Round", ["Kind=Round", "Column=Answer.Price", "Step=0.5"]),
        ("SnapTo", ["Kind=SnapTo", "Column=Answer.Price", "Values:0=20", "Values:1=25", "Values:2=30"]),
        ("DenyList", ["Kind=DenyList", "Key=Row.Host", "Values:0=host-1", "Values:1=host-2"]),
        ("RequireHits", ["Kind=RequireHits", "Key=Row.Host", .. NoAlert]),
        ("Hysteresis", ["Kind=Hysteresis", "Key=Row.Host", "Score=Answer.Score", "Column=Answer.IsAnomaly", "On=0.8", "Off=0.4"]),
    ];

    public static void Run(Figures times, Figures bytes)
    {
        (string Name, double? Limit, Action<IModelBuilder<IdleReading, IdleAlert>> Rules)[] all =
        [
            ("without rules", null, _ => { }),
            ("one in code", null, m => m.SuppressWhen("noise", (_, a) => a.Label == "noise")),
            ("ten in code", 30, InCode),
            ("ten of the configuration", 30, m => m.ConfigureHeuristics(Section(Ten))),
            .. Others.Select(o => ($"ten times {o.Name}", (double?)null, (Action<IModelBuilder<IdleReading, IdleAlert>>)(m => m.ConfigureHeuristics(Section([.. Enumerable.Repeat(o.Rule, 10)]))))),
        ];
        using var providers = new Providers();
        var acts = Array.ConvertAll(all, a => providers.Act(a.Rules));
        Figures.Title("ten rules that don't fire, beyond a prediction without rules");
        var measured = Turns.Time(Rounds, Calls, acts);
        for (var i = 0; i < all.Length; i++)
        {
            times.Add(all[i].Name, Quiet(measured[i]) - (i == 0 ? 0 : Quiet(measured[0])), "ns", all[i].Limit);
            bytes.Add($"{all[i].Name}: allocated", Turns.Bytes(Calls, acts[i]), "B", 0);
        }
    }

    // Whatever else the machine does only adds to a time: the tenth that is quickest says what the code takes.
    private static double Quiet(double[] times) => times.Order().ElementAt(times.Length / 10);

    private static void InCode(IModelBuilder<IdleReading, IdleAlert> model) => model
        .AddHeuristic("night floor", (row, a) => row.Hour < 6 && a.Price < 30, (_, a) => a with { Price = 30 })
        .Clamp("price band", a => a.Price, 1, 500, (a, price) => a with { Price = price })
        .Clamp("score band", a => a.Score, 0, 1, (a, score) => a with { Score = score })
        .SuppressWhen("noise", (_, a) => a.Label == "noise")
        .SuppressWhen("overload", (row, _) => row.Load > 1000)
        .AddHeuristic("quiet Sunday", (row, _) => row.Day == DayOfWeek.Sunday, (_, a) => a with { IsAnomaly = false })
        .SuppressDuringMaintenance("maintenance", (_, a) => a.IsAnomaly)
        .Cooldown("cool-down", (_, a) => a.IsAnomaly, (row, _) => row.Host)
        .SuppressDuplicates("duplicates", (_, a) => a.IsAnomaly, (row, _) => row.Host)
        .AlertBudget("budget", (_, a) => a.IsAnomaly);

    private static IConfigurationRoot Section(string[][] rules) => new ConfigurationBuilder()
        .AddInMemoryCollection(rules.SelectMany((rule, i) => rule.Select(s => KeyValuePair.Create($"Rules:{i}:{s.Split('=')[0]}", (string?)s.Split('=')[1]))))
        .Build();

    private sealed class Providers : IDisposable
    {
        private readonly List<ServiceProvider> _all = [];

        public Action Act(Action<IModelBuilder<IdleReading, IdleAlert>> rules)
        {
            var answer = new IdleAlert();
            var services = new ServiceCollection();
            rules(services.AddModel<IdleReading, IdleAlert>("idle").FromFunction(_ => answer));
            var provider = services.BuildServiceProvider();
            _all.Add(provider);
            var (predictor, row) = (provider.GetRequiredService<IPredictor<IdleReading, IdleAlert>>(), new IdleReading());
            var first = predictor.PredictAsync(row).AsTask().GetAwaiter().GetResult();
            return first.IsPlain
                ? () => predictor.PredictAsync(row).GetAwaiter().GetResult()
                : throw new InvalidOperationException($"No rule should fire; the prediction is {first}.");
        }

        public void Dispose() => _all.ForEach(p => p.Dispose());
    }
}
