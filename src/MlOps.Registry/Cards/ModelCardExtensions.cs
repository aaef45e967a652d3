using MlOps.Registry.Cards;

namespace MlOps;

/// <summary>Describes versions for people.</summary>
public static class ModelCardExtensions
{
    /// <summary>
    /// A version's model card as Markdown: what it is for, who answers for it, where it comes from, what goes in and out, what was
    /// measured, how it differs from its parent, which golden predictions hosts replay, where it was deployed and why. What is not known is said to be not known.
    /// </summary>
    /// <param name="registry">The registry.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="version">The version.</param>
    /// <param name="cancellationToken">The caller's wish to stop.</param>
    /// <exception cref="ModelNotFoundException">There is no such version.</exception>
    /// <exception cref="UntrustedRecordException">What is in force can't be told: see <see cref="IModelRegistry.PlanAtAsync"/>.</exception>
    public static async Task<string> DescribeAsync(
        this IModelRegistry registry, string model, int version, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registry);
        var described = await registry.GetVersionAsync(model, version, cancellationToken).ConfigureAwait(false);
        var chain = await registry.VerifyHistoryAsync(model, knownHead: null, cancellationToken).ConfigureAwait(false);
        return ModelCard.Write(new()
        {
            Version = described,
            Parent = described.Lineage?.ParentVersion is { } parent
                ? await registry.GetVersionAsync(model, parent, cancellationToken).ConfigureAwait(false)
                : null,
            Tags = await registry.GetTagsAsync(model, version, cancellationToken).ConfigureAwait(false),
            Events = await registry.GetEventsAsync(model, version, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false),
            History = await registry.GetHistoryAsync(model, cancellationToken)
                .Where(d => d.Plan.Versions.Contains(version) || d.RolledBackFrom == version)
                .ToListAsync(cancellationToken).ConfigureAwait(false),
            Untrusted = chain.Problems.Where(p => p.Kind is RegistryProblemKind.UntrustedRecord or RegistryProblemKind.UntrustedPast).Select(p => p.Where).ToHashSet(),
            Current = await registry.PlanAtAsync(model, DateTimeOffset.MaxValue, cancellationToken).ConfigureAwait(false),
        });
    }
}
