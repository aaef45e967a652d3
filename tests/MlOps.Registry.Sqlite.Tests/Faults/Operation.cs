namespace MlOps.Registry.Sqlite.Faults;

/// <summary>Something that is done to a registry, which may be done again by who wasn't told how it ended.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Before">What was done before.</param>
/// <param name="Run">Does it.</param>
internal sealed record Operation(string Name, Operation[] Before, Func<IModelRegistry, Task> Run)
{
    public const string Model = "income";

    private static readonly Operation First = new("the first registration", [], r => RegisterAsync(r, "first", seed: 1));
    private static readonly Operation Other = new("a registration", [First], r => RegisterAsync(r, "other", seed: 2));
    private static readonly Operation SameBytes = new("a registration of bytes that are there", [First], r => RegisterAsync(r, "same", seed: 1));
    private static readonly Operation FirstPlan = new("the first deployment", [First, Other], r => DeployAsync(r, null, 1));
    private static readonly Operation NextPlan = new("a deployment", [First, Other, FirstPlan], r => DeployAsync(r, 1, 2));
    private static readonly Operation RollBack = new("a roll-back", [First, Other, FirstPlan, NextPlan], r => r.RollBackAsync(Model, awayFrom: 2, new("a test")));

    public static IReadOnlyList<Operation> All { get; } = [First, Other, SameBytes, FirstPlan, NextPlan, RollBack];

    /// <summary>Large enough to be written in several steps.</summary>
    public static byte[] Bytes(int seed)
    {
        var bytes = new byte[1_300_000];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static Task RegisterAsync(IModelRegistry registry, string id, int seed) =>
        registry.RegisterAsync(Model, ModelArtifact.FromBytes(Bytes(seed), "test"), new() { RegistrationId = id });

    private static async Task DeployAsync(IModelRegistry registry, int? replacing, int version)
    {
        var inForce = await registry.GetDeploymentAsync(Model);
        if (inForce?.Number == replacing)
        {
            await registry.DeployAsync(Model, DeploymentPlan.Live(version), inForce, new("a test"));
        }
    }
}
