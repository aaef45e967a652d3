using System.Diagnostics;
using MlOps.Endurance.Serving;

namespace MlOps.Endurance.Neighbours;

/// <summary>Loads a large model again and again beside a small one that is under load: the calls of the small one don't get slower.</summary>
internal sealed class NeighboursVerb : IVerb
{
    private const string Large = "large";
    private const string Trees = "--trees";
    private const int Leaves = 500;
    private const int Houses = 20_000;
    private const int RoundsPerBlock = 10;

    // What a first load compiles, it compiles once: a host that has run for a day has loaded before.
    private const int RoundsBefore = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public string Name => "neighbours";

    public Option[] Options { get; } = [new(Trees, Default: 1000, Least: 1), Option.Rounds(50), Option.Seed, Option.AssertTime];

    public Tally Tally { get; } = new("what", "times");

    public async Task RunAsync(Settings settings)
    {
        var folder = OpenRegistry.NewFolder();
        using (var open = new OpenRegistry(folder, "neighbour"))
        {
            await RunAsync(open, settings);
        }

        OpenRegistry.Delete(folder);
    }

    private async Task RunAsync(OpenRegistry open, Settings settings)
    {
        var registry = open.Registry;
        var small = Trained.Forest(settings.Seed % 1000, trees: 50, leaves: 20, houses: 1000);
        var large = Trained.Forest(1 + (settings.Seed % 1000), settings[Trees], Leaves, Houses);
        var live = DeploymentPlan.Live(await registry.RegisterAsync(OpenRegistry.Model, small.Artifact, new()));
        await registry.DeployAsync(OpenRegistry.Model, live, replacing: null, new("the small one"));

        // Two versions of the same bytes: a host loads either anew, as it knows them by their numbers.
        var pair = new[] { await registry.RegisterAsync(Large, large.Artifact, new()), await registry.RegisterAsync(Large, large.Artifact, new()) };
        var inForce = await registry.DeployAsync(Large, DeploymentPlan.Live(pair[0]), replacing: null, new("the large one"));
        Tally.Add("KiB of the large model", pair[0].Artifact.Size >> 10);

        await using var host = new ServingHost(open.Folder, [OpenRegistry.Model, Large]);
        var plans = new CurrentPlans();
        plans.Begin(live);
        await host.Models.RefreshAsync(OpenRegistry.Model);
        await host.Models.RefreshAsync(Large).WaitAsync(Patience);

        for (var round = 1; round <= RoundsBefore; round++)
        {
            inForce = await LoadAsync(round);
        }

        var (without, with) = (new Phase("without loads"), new Phase("during loads"));
        using (var load = new OpenLoad(new ModelCalls(host.Predictor(OpenRegistry.Model), plans, _ => small).CallAsync))
        {
            var blockTook = TimeSpan.FromSeconds(1);
            await load.PassAsync(blockTook);
            foreach (var block in Enumerable.Range(1, settings.Rounds).Chunk(RoundsPerBlock))
            {
                load.Enter(without);
                await load.PassAsync(blockTook);
                load.Enter(with);
                var began = Stopwatch.GetTimestamp();
                foreach (var round in block)
                {
                    inForce = await LoadAsync(round);
                    load.ThrowIfBroken();
                    host.Watched.ThrowIfBroken();
                    Tally.Add("loads of the large model", 1);
                }

                blockTook = Stopwatch.GetElapsedTime(began);
                Tally.Add("ms that they took", (long)blockTook.TotalMilliseconds);
            }

            Tally.Add("calls of the small model", load.Calls);
        }

        BrokenException.Unless(
            host.Watched.Loaded == settings.Rounds + RoundsBefore + 2, () => $"{settings.Rounds + RoundsBefore + 2} loads were due, and there were {host.Watched.Loaded}");
        Console.WriteLine(Times.Table(without, with));
        if (settings.AssertTime)
        {
            Times.Judge(without, with);
        }

        async Task<Deployment> LoadAsync(int round)
        {
            var deployment = await Elsewhere.DoAsync(() => registry.DeployAsync(Large, DeploymentPlan.Live(pair[round % 2]), inForce, new("the other one")));
            await host.Models.RefreshAsync(Large).WaitAsync(Patience);
            return deployment;
        }
    }
}
