using System.Globalization;
using MlOps.Runtimes;

namespace MlOps.Routing.Sources;

/// <summary>The deployment in force of a registry says which versions serve.</summary>
internal sealed class RegistrySource<TInput, TOutput>(
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
        var plan = wanted.Deployment!.Plan;
        var live = await registry!.GetVersionAsync(model, plan.LiveVersion, cancellationToken).ConfigureAwait(false);
        return
        [
            Load(live.Number, RouteRole.Live, live),
            .. plan.CanaryVersion is { } canary ? [Load(canary, RouteRole.Canary, null)] : Array.Empty<VersionLoad<TInput, TOutput>>(),
            .. plan.FallbackVersions.Select(fallback => Load(fallback, RouteRole.FallbackVersion, null)),
        ];
    }

    private VersionLoad<TInput, TOutput> Load(int number, RouteRole role, ModelVersion? version)
    {
        var route = new Route(model, number, $"v{number}", role);
        return new(route, version, (held, token) => LoadAsync(route, version, held, token));
    }

    private async Task<LoadedVersion<TInput, TOutput>> LoadAsync(
        Route route, ModelVersion? known, Func<ModelVersion, SharedModel<TInput, TOutput>?> held, CancellationToken cancellationToken)
    {
        var version = known ?? await registry!.GetVersionAsync(model, route.Version!.Value, cancellationToken).ConfigureAwait(false);
        if (held(version) is { } shared)
        {
            return new(route, version) { Model = shared };
        }

        var format = version.Artifact.Format;
        var runtime = runtimes.Find(format) ?? throw new ModelConfigurationException(
            model, $"{route.Name} has the format '{format}', and this host loads {runtimes.Formats}: add the runtime for it.");
        var content = await registry!.OpenAsync(version, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            var loaded = await runtime.LoadAsync(new ModelContent(version.ToString(), content), cancellationToken).ConfigureAwait(false);
            return new(route, version) { Model = SharedModel<TInput, TOutput>.Owned(loaded, version.ToString()) };
        }
    }
}
