using System.Globalization;
using MlOps.Runtimes;

namespace MlOps.Routing.Sources;

/// <summary>The deployment in force of a registry says which versions serve.</summary>
internal sealed class RegistrySource<TInput, TOutput>(
    string model, IModelRegistry? registry, RuntimeSet<TInput, TOutput> runtimes)
    : IModelSource<TInput, TOutput>
{
    public string Description => "registry";

    public bool FollowsRegistry => true;

    public TimeSpan? PollInterval => null;

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
            : new(deployment.Number.ToString(CultureInfo.InvariantCulture), deployment.ToString(), deployment);
    }

    public async ValueTask<IReadOnlyList<LoadedVersion<TInput, TOutput>>> LoadAsync(WantedPlan wanted, CancellationToken cancellationToken)
    {
        var plan = wanted.Deployment!.Plan;
        var loaded = new List<LoadedVersion<TInput, TOutput>>
        {
            await LoadAsync(plan.LiveVersion, RouteRole.Live, cancellationToken).ConfigureAwait(false),
        };
        if (plan.CanaryVersion is { } canary)
        {
            loaded.Add(await LoadAsync(canary, RouteRole.Canary, cancellationToken).ConfigureAwait(false));
        }

        foreach (var fallback in plan.FallbackVersions)
        {
            loaded.Add(await LoadAsync(fallback, RouteRole.FallbackVersion, cancellationToken).ConfigureAwait(false));
        }

        return loaded;
    }

    private async Task<LoadedVersion<TInput, TOutput>> LoadAsync(int number, RouteRole role, CancellationToken cancellationToken)
    {
        var route = new Route(model, number, $"v{number}", role);
        ModelVersion? version = null;
        try
        {
            version = await registry!.GetVersionAsync(model, number, cancellationToken).ConfigureAwait(false);
            var format = version.Artifact.Format;
            var runtime = runtimes.Find(format) ?? throw new ModelConfigurationException(
                model, $"v{number} has the format '{format}', and this host loads {runtimes.Formats}: add the runtime for it.");
            var content = await registry.OpenAsync(version, cancellationToken).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
            {
                var loaded = await runtime.LoadAsync(new ModelContent(version.ToString(), content), cancellationToken).ConfigureAwait(false);
                return new(route, version) { Model = loaded, IsOwned = true };
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && (version is not null || role != RouteRole.Live))
        {
            // Without live's record nobody knows its schema: then the whole look failed, and is tried again.
            return new(route, version) { Failure = e };
        }
    }
}
