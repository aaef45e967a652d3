using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using MlOps.Runtimes;

namespace MlOps.Routing.Sources;

/// <summary>The deployment in force of a registry says which versions serve.</summary>
internal sealed class RegistrySource<
    [DynamicallyAccessedMembers(RowMembers.All)] TInput,
    [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
    string model, IModelRegistry? registry, RuntimeSet<TInput, TOutput> runtimes)
    : IModelSource<TInput, TOutput>
{
    public string Description => "registry";

    public string Location => registry?.Location ?? "no registry";

    public bool FollowsRegistry => true;

    /// <summary>The watch says when to look; this is for what a watch can miss, such as a store that was put in another's place.</summary>
    public TimeSpan? PollInterval { get; } = TimeSpan.FromSeconds(30);

    public IEnumerable<string> Mistakes()
    {
        if (registry is null)
        {
            yield return "FromRegistry needs a registry: add services.AddModelRegistry().UseSqlite(directory: \"models\").";
        }

        foreach (var mistake in runtimes.Mistakes("FromRegistry"))
        {
            yield return mistake;
        }
    }

    public async ValueTask<WantedPlan?> LookAsync(CancellationToken cancellationToken)
    {
        var deployment = await registry!.GetDeploymentAsync(model, cancellationToken).ConfigureAwait(false);
        return deployment is null
            ? null
            // The digest, too: a restored registry may have another deployment under the number.
            : new(string.Create(CultureInfo.InvariantCulture, $"{deployment.Number} {deployment.Digest}"), deployment.ToString(), deployment);
    }

    public async ValueTask<IReadOnlyList<VersionLoad<TInput, TOutput>>> PrepareAsync(WantedPlan wanted, CancellationToken cancellationToken)
    {
        var deployment = wanted.Deployment!;
        var plan = deployment.Plan;
        var live = Checked(deployment, await registry!.GetVersionAsync(model, plan.LiveVersion, cancellationToken).ConfigureAwait(false));
        return
        [
            Load(deployment, live.Number, RouteRole.Live, live),
            .. plan.CanaryVersion is { } canary ? [Load(deployment, canary, RouteRole.Canary, null)] : Array.Empty<VersionLoad<TInput, TOutput>>(),
            .. plan.FallbackVersions.Select(fallback => Load(deployment, fallback, RouteRole.FallbackVersion, null)),
        ];
    }

    private VersionLoad<TInput, TOutput> Load(Deployment deployment, int number, RouteRole role, ModelVersion? version)
    {
        var route = new Route(model, number, $"v{number}", role);
        return new(route, version, (held, token) => LoadAsync(deployment, route, version, held, token));
    }

    private async Task<LoadedVersion<TInput, TOutput>> LoadAsync(
        Deployment deployment,
        Route route,
        ModelVersion? known,
        Func<ModelVersion, SharedModel<TInput, TOutput>?> held,
        CancellationToken cancellationToken)
    {
        var version = known ?? Checked(deployment, await registry!.GetVersionAsync(model, route.Version!.Value, cancellationToken).ConfigureAwait(false));
        if (held(version) is { } shared)
        {
            return new(route, version) { Model = shared };
        }

        var format = version.Artifact.Format;
        var runtime = runtimes.Find(format) ?? throw new ModelConfigurationException(
            model, $"{route.Name} has the format '{format}', and this host loads {runtimes.Formats}: add the runtime for it.");
        var loaded = version.Artifact.Folder is null
            ? await LoadFileAsync(version, runtime, cancellationToken).ConfigureAwait(false)
            : await LoadFolderAsync(version, runtime, cancellationToken).ConfigureAwait(false);
        var owned = SharedModel<TInput, TOutput>.Owned(loaded, version.ToString());
        try
        {
            await GoldenCheck.RunAsync(version, owned.Model, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // Why it isn't served counts, whatever comes of the disposal.
            _ = owned.ReleaseAsync();
            throw;
        }

        return new(route, version) { Model = owned };
    }

    private async Task<IModel<TInput, TOutput>> LoadFileAsync(ModelVersion version, IModelRuntime<TInput, TOutput> runtime, CancellationToken cancellationToken)
    {
        var content = await registry!.OpenAsync(version, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            return await runtime.LoadAsync(new ModelContent(version.ToString(), content), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<IModel<TInput, TOutput>> LoadFolderAsync(ModelVersion version, IModelRuntime<TInput, TOutput> runtime, CancellationToken cancellationToken)
    {
        using var folder = new PrivateFolder();
        await registry!.ExtractAsync(version, folder.Inside, cancellationToken).ConfigureAwait(false);
        return await runtime.LoadAsync(ModelContent.OfFolder(version.ToString(), folder.Inside), cancellationToken).ConfigureAwait(false);
    }

    // Rows are checked by what the record says, before anything is loaded.
    private static ModelVersion Checked(Deployment deployment, ModelVersion version) =>
        deployment.VersionDigests?.TryGetValue(version.Number, out var digest) != true || digest == version.Digest
            ? version
            : throw new UntrustedRecordException(
                $"The record of {version} isn't the one that {deployment} was put in force with: it was edited, or another was put in its place. "
                + "Compare the registry with a back-up, or deploy another version.");
}
