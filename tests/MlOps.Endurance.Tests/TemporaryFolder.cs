namespace MlOps.Endurance;

/// <summary>A registry that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Open = new(OpenRegistry.NewFolder(), "a test");

    public OpenRegistry Open { get; }

    public IModelRegistry Registry => Open.Registry;

    public Task<ModelVersion> RegisterAsync(int seed, string? id = null) =>
        Registry.RegisterAsync(OpenRegistry.Model, Content.Of(seed, 2_000).ToArtifact(), new() { RegistrationId = id });

    public async Task<Deployment> DeployAsync(int live) => await Registry.DeployAsync(
        OpenRegistry.Model, DeploymentPlan.Live(live), await Registry.GetDeploymentAsync(OpenRegistry.Model), new("a test"));

    public void Dispose()
    {
        Open.Dispose();
        OpenRegistry.Delete(Open.Folder);
    }
}
