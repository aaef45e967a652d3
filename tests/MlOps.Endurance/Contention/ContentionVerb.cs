namespace MlOps.Endurance.Contention;

/// <summary>Lets processes want the same of one registry at the same moment: nothing is lost, and each thing is given to one of them.</summary>
internal sealed class ContentionVerb : IVerb
{
    private const string Processes = "--processes";

    public string Name => "contention";

    public Option[] Options { get; } = [new(Processes, Default: 8, Least: 2), Option.Rounds(50), Option.Seed];

    public Tally Tally { get; } = new("all at once", Crowd.Columns);

    public async Task RunAsync(Settings settings)
    {
        var folder = OpenRegistry.NewFolder();
        await RunAsync(folder, settings);
        OpenRegistry.Delete(folder);
    }

    private async Task RunAsync(string folder, Settings settings)
    {
        using var open = new OpenRegistry(folder, "inspector");
        await using var follower = new Follower(open.Registry);
        using var crowd = new Crowd(settings[Processes], Tally);
        var round = new ContentionRound(crowd, open, new Random(settings.Seed));
        var state = await BeginAsync(open.Registry);
        for (var i = 1; i <= settings.Rounds; i++)
        {
            try
            {
                state = await round.RunAsync(state);
                await follower.SeesAsync(state.History[^1]);
            }
            catch
            {
                Console.WriteLine($"in round {i}, on {folder}:");
                throw;
            }
        }

        await state.OpenAllAsync();
        Console.WriteLine($"{state.Versions.Count} versions and {state.History.Count} deployments came to be");
    }

    // The plan that nobody ever goes away from, so that every roll-back has one to go back to.
    private static async Task<Shown> BeginAsync(IModelRegistry registry)
    {
        var version = await registry.RegisterAsync(OpenRegistry.Model, ContentionRound.Shared.ToArtifact(), new());
        await registry.DeployAsync(OpenRegistry.Model, DeploymentPlan.Live(version), replacing: null, new("the first"));
        return await Shown.ReadAsync(registry);
    }
}
