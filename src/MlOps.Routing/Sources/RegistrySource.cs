using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using MlOps.Runtimes;

namespace MlOps.Routing.Sources;

/// <summary>The deployment in force of a registry says which versions serve.</summary>
internal sealed class RegistrySource<
    [DynamicallyAccessedMembers(RowMembers.All)] TInput,
    [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
    string model, IModelRegistry? registry, RuntimeSet<TInput, TOutput> runtimes, Action<string, Exception> disposalFailed)
    : IModelSource<TInput, TOutput>
{
    public string Description => "registry";

    public string? RouteName => null;

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

    public void Serves(WantedPlan plan) => _ = registry!.ReportServingAsync(plan.Deployment!);

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
        return
        [
            await LiveOf(deployment, cancellationToken).ConfigureAwait(false),
            .. plan.CanaryVersion is { } canary ? [LoadOf(deployment, canary, RouteRole.Canary, null)] : Array.Empty<VersionLoad<TInput, TOutput>>(),
            .. plan.ShadowVersion is { } shadow ? [LoadOf(deployment, shadow, RouteRole.Shadow, null)] : Array.Empty<VersionLoad<TInput, TOutput>>(),
            .. plan.FallbackVersions.Select(fallback => LoadOf(deployment, fallback, RouteRole.FallbackVersion, null)),
        ];
    }

    // A live record that can't be had is a failure of live alone: who stands behind it is asked, each by the schema of its own.
    private async Task<VersionLoad<TInput, TOutput>> LiveOf(Deployment deployment, CancellationToken cancellationToken)
    {
        var number = deployment.Plan.LiveVersion;
        try
        {
            var live = Checked(deployment, await registry!.GetVersionAsync(model, number, cancellationToken).ConfigureAwait(false));
            return LoadOf(deployment, number, RouteRole.Live, live);
        }
#pragma warning disable CA1031 // Whatever it is, it is told by the status and by predictions.
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return LoadOf(deployment, number, RouteRole.Live, null) with { ReadAsync = _ => Task.FromException<ModelVersion>(e) };
        }
    }

    private VersionLoad<TInput, TOutput> LoadOf(Deployment deployment, int number, RouteRole role, ModelVersion? version) =>
        new(new(model, number, $"v{number}", role))
        {
            Version = version,
            ReadAsync = async token => Checked(deployment, await registry!.GetVersionAsync(model, number, token).ConfigureAwait(false)),
            Load = (record, token) => Load(record!, token),
        };

    private SharedModel<TInput, TOutput> Load(ModelVersion version, CancellationToken cancellationToken)
    {
        var format = version.Artifact.Format;
        var runtime = runtimes.Find(format) ?? throw new ModelConfigurationException(
            model, $"v{version.Number} has the format '{format}', and this host loads {runtimes.Formats}: add the runtime for it.");
        var loaded = version.Artifact.Folder is null ? LoadFile(version, runtime, cancellationToken) : LoadFolder(version, runtime, cancellationToken);
        var owned = SharedModel<TInput, TOutput>.Owned(loaded, version.ToString(), disposalFailed);
        try
        {
            GoldenCheck.RunAsync(version, owned.Model, cancellationToken).GetAwaiter().GetResult();
        }
        catch
        {
            _ = owned.ReleaseAsync();
            throw;
        }

        return owned;
    }

    private IModel<TInput, TOutput> LoadFile(ModelVersion version, IModelRuntime<TInput, TOutput> runtime, CancellationToken cancellationToken)
    {
        using var content = registry!.OpenAsync(version, cancellationToken).GetAwaiter().GetResult();
        return runtime.LoadAsync(new ModelContent(version.ToString(), content), cancellationToken).AsTask().GetAwaiter().GetResult();
    }

    private IModel<TInput, TOutput> LoadFolder(ModelVersion version, IModelRuntime<TInput, TOutput> runtime, CancellationToken cancellationToken)
    {
        using var folder = new PrivateFolder();
        registry!.ExtractAsync(version, folder.Inside, cancellationToken).GetAwaiter().GetResult();
        return runtime.LoadAsync(ModelContent.OfFolder(version.ToString(), folder.Inside), cancellationToken).AsTask().GetAwaiter().GetResult();
    }

    // Rows are checked by what the record says, before anything is loaded.
    private static ModelVersion Checked(Deployment deployment, ModelVersion version) =>
        deployment.VersionDigests?.TryGetValue(version.Number, out var digest) != true || digest == version.Digest
            ? version
            : throw new UntrustedRecordException(
                $"The record of {version} isn't the one that {deployment} was put in force with: it was edited, or another was put in its place. "
                + "Compare the registry with a back-up, or deploy another version.");
}
