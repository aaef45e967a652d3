using System.Globalization;

namespace MlOps.Endurance.Collect;

/// <summary>One of the processes that register and collect without end, over a few contents that all of them share, until it is killed.</summary>
internal sealed class CollectWorker(IModelRegistry registry, int seed)
{
    public const string Verb = "collect-worker";

    // Few and small, so that the same bytes are registered and removed by several processes at the same moment.
    private const int Contents = 4;
    private const int Size = 4 << 10;

    private readonly Random _random = new(seed);

    public static RetentionPolicy Policy { get; } = new() { KeepLast = 2, KeepDeployedWithin = TimeSpan.Zero };

    public static async Task<int> RunAsync(string folder, string seed)
    {
        ParentProcess.EndWithIt();
        using var open = new OpenRegistry(folder, "collect worker");
        ParentProcess.Say<CollectEntry>(new Opened());
        await new CollectWorker(open.Registry, int.Parse(seed, CultureInfo.InvariantCulture)).RunAsync();
        return 0;
    }

    private async Task RunAsync()
    {
        var last = 0;
        while (true)
        {
            switch (_random.Next(8))
            {
                case < 4:
                    var content = Content.Of(_random.Next(Contents), Size);
                    last = (await registry.RegisterAsync(OpenRegistry.Model, content.ToArtifact(), new())).Number;
                    ParentProcess.Say<CollectEntry>(new Registered(last, content.Digest));
                    break;
                case < 7:
                    var report = await registry.CollectAsync(Policy, new("a turn of the worker"));
                    ParentProcess.Say<CollectEntry>(new Collected(report.Retired.Count, report.Removed.Count));
                    break;
                case var _ when last > 0:
                    await PromoteAsync(last);
                    break;
            }
        }
    }

    // Others may have retired it, or deployed, meanwhile.
    private async Task PromoteAsync(int version)
    {
        try
        {
            var seen = await registry.GetDeploymentAsync(OpenRegistry.Model);
            await registry.DeployAsync(OpenRegistry.Model, DeploymentPlan.Live(version), seen, new("a turn of the worker"));
        }
        catch (Exception e) when (e is DeploymentConflictException or DeploymentRefusedException)
        {
            return;
        }
    }
}
