using MlOps.Endurance.Serving;

namespace MlOps.Endurance.Shadow;

/// <summary>
/// Puts shadows beside a live version that do what no shadow should: callers get live's answers, at once and from live, and what is said of
/// the shadow is what it did.
/// </summary>
internal sealed class ShadowVerb : IVerb
{
    public string Name => "shadow";

    public Option[] Options { get; } = [Option.Rounds(5), Option.Seed, Option.AssertTime];

    public Tally Tally { get; } = new("a shadow that", "calls", "of them beside it", "seen by it", "hung");

    public async Task RunAsync(Settings settings)
    {
        var folder = OpenRegistry.NewFolder();
        using (var open = new OpenRegistry(folder, "shadow"))
        {
            await RunAsync(open, settings);
        }

        OpenRegistry.Delete(folder);
    }

    private async Task RunAsync(OpenRegistry open, Settings settings)
    {
        var trained = Trained.Forest(settings.Seed % 1000, trees: 50, leaves: 20, houses: 1000);
        var live = await open.Registry.RegisterAsync(OpenRegistry.Model, trained.Artifact, new());
        await open.Registry.DeployAsync(OpenRegistry.Model, DeploymentPlan.Live(live), replacing: null, new("the live one"));
        Console.WriteLine(KindResult.Header);
        var results = new List<KindResult>();
        foreach (var kind in Enum.GetValues<ShadowKind>())
        {
            var shadow = await open.Registry.RegisterAsync(OpenRegistry.Model, ShadowRuntime.Artifact(kind), new());
            await using var run = new KindRun(kind, open, live.Number, shadow.Number, trained);
            var result = await run.RunAsync(settings.Rounds);
            results.Add(result);
            Console.WriteLine(result);
            Tally.Add(kind.Text(), run.Calls, run.Beside, result.Evidence.Seen, run.Hung);
        }

        if (settings.AssertTime)
        {
            results.ForEach(r => r.JudgeTimes());
        }
    }
}
