using Microsoft.Extensions.DependencyInjection;

namespace MlOps.Registry.Sqlite.Processes;

/// <summary>What the other process does: it registers and deploys, and says each thing once it was acknowledged.</summary>
internal static class Worker
{
    public const string Verb = "registry-worker";

    public static async Task<int> RunAsync(string directory, int count)
    {
        using var services = new ServiceCollection().AddModelRegistry(o => o.RequireOwnerAndPurpose = false).UseSqlite(directory).Services.BuildServiceProvider();
        var registry = services.GetRequiredService<IModelRegistry>();
        for (var i = 0; i < count; i++)
        {
            var bytes = new byte[200_000];
            new Random(i).NextBytes(bytes);
            var version = await registry.RegisterAsync("income", ModelArtifact.FromBytes(bytes, "test"), new());
            Say($"v {version.Number}");
            var deployment = await DeployAsync(registry, DeploymentPlan.Live(version));
            Say($"d {deployment.Number}");
        }

        return 0;
    }

    private static async Task<Deployment> DeployAsync(IModelRegistry registry, DeploymentPlan plan)
    {
        while (true)
        {
            try
            {
                return await registry.DeployAsync("income", plan, await registry.GetDeploymentAsync("income"), new("a worker's turn"));
            }
            catch (DeploymentConflictException)
            {
                // Another worker was quicker.
            }
        }
    }

    private static void Say(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }
}
