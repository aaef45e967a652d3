using System.Globalization;

namespace MlOps.Endurance.Crash;

/// <summary>The process that is killed: it registers, deploys and rolls back without end, and keeps a journal.</summary>
internal sealed class CrashWorker(IModelRegistry registry, int seed)
{
    public const string Verb = "crash-worker";

    // Copying the largest takes long enough to be killed in it.
    private const int LargestContent = 4 << 20;

    // The bytes of this seed are put again and again where they are already: large, because what must not be seen half replaced
    // is to be replaced slowly.
    private const int CommonSeed = 0;

    private readonly Random _random = new(seed);

    public static async Task<int> RunAsync(string folder, string seed)
    {
        ParentProcess.EndWithIt();
        using var open = new OpenRegistry(folder, "crash worker");
        ParentProcess.Say<JournalEntry>(new Ready());
        await new CrashWorker(open.Registry, int.Parse(seed, CultureInfo.InvariantCulture)).RunAsync();
        return 0;
    }

    private async Task RunAsync()
    {
        var inForce = await registry.GetDeploymentAsync(OpenRegistry.Model);
        for (var turn = 1; ; turn++)
        {
            var version = await RegisterAsync($"{seed}/{turn}");
            if (_random.NextDouble() < 0.7)
            {
                var before = inForce;
                inForce = await DeployAsync(Plan(version), before);
                if (before is not null && _random.NextDouble() < 0.6)
                {
                    inForce = await RollBackAsync(version, before.Plan);
                }
            }
        }
    }

    private async Task<int> RegisterAsync(string id)
    {
        var (from, size) = _random.NextDouble() < 0.3 ? (CommonSeed, LargestContent) : (_random.Next(), Content.AnySize(_random, LargestContent));
        var content = Content.Of(from, size);
        ParentProcess.Say<JournalEntry>(new Registering(id, from, size, content.Digest));
        var version = await registry.RegisterAsync(OpenRegistry.Model, content.ToArtifact(), new() { RegistrationId = id });
        ParentProcess.Say<JournalEntry>(new Acknowledged(version.Number));
        return version.Number;
    }

    private async Task<Deployment> DeployAsync(DeploymentPlan plan, Deployment? replacing)
    {
        ParentProcess.Say<JournalEntry>(new Changing(plan.ToString(), AwayFrom: null));
        var deployment = await registry.DeployAsync(OpenRegistry.Model, plan, replacing, new("a turn of the worker"));
        ParentProcess.Say<JournalEntry>(new Acknowledged(deployment.Number));
        return deployment;
    }

    // The version is new and stood in no plan before, so going away from it leads to the plan before, without its canary.
    private async Task<Deployment> RollBackAsync(int awayFrom, DeploymentPlan before)
    {
        var back = DeploymentPlan.Live(before.LiveVersion).FallBackTo(before.FallbackVersions.AsSpan());
        ParentProcess.Say<JournalEntry>(new Changing(back.ToString(), awayFrom));
        var result = await registry.RollBackAsync(OpenRegistry.Model, awayFrom, new("a turn of the worker"));
        ParentProcess.Say<JournalEntry>(new Acknowledged(result.To!.Number));
        return result.To;
    }

    private DeploymentPlan Plan(int live)
    {
        var plan = DeploymentPlan.Live(live);
        if (live > 2)
        {
            plan = plan.FallBackTo([.. Enumerable.Range(1, 2).Select(back => live - back)]);
        }

        return live > 1 && _random.NextDouble() < 0.3 ? plan.Canary(_random.Next(1, live), share: 0.1) : plan;
    }
}
