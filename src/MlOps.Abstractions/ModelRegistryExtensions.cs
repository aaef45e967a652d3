namespace MlOps;

/// <summary>What people do with a registry, in words of their own.</summary>
public static class ModelRegistryExtensions
{
    /// <summary>Adds a remark to a version.</summary>
    public static Task<VersionEvent> AddNoteAsync(
        this IModelRegistry registry, string model, int version, string note, CancellationToken cancellationToken = default) =>
        Checked(registry).AddEventAsync(model, version, VersionEventKind.Note, note, null, cancellationToken);

    /// <summary>Tags a version.</summary>
    public static Task<VersionEvent> AddTagAsync(
        this IModelRegistry registry, string model, int version, string tag, CancellationToken cancellationToken = default) =>
        Checked(registry).AddEventAsync(model, version, VersionEventKind.Tag, tag, null, cancellationToken);

    /// <summary>Takes a tag off a version. That it was there stays known.</summary>
    public static Task<VersionEvent> RemoveTagAsync(
        this IModelRegistry registry, string model, int version, string tag, CancellationToken cancellationToken = default) =>
        Checked(registry).AddEventAsync(model, version, VersionEventKind.TagRemoved, tag, null, cancellationToken);

    /// <summary>Adds what was measured of a version later.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="version">The version.</param>
    /// <param name="on">What it was measured on, such as a data set's name.</param>
    /// <param name="metrics">What was measured, by name.</param>
    /// <param name="cancellationToken">The caller's wish to stop.</param>
    public static Task<VersionEvent> AddEvaluationAsync(
        this IModelRegistry registry,
        string model,
        int version,
        string on,
        IReadOnlyDictionary<string, Metric> metrics,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        return Checked(registry).AddEventAsync(model, version, VersionEventKind.Evaluation, on, metrics, cancellationToken);
    }

    /// <summary>Takes a version out of use for good: no plan may name it any more. Its record stays. Doing it again changes nothing.</summary>
    /// <exception cref="InvalidOperationException">The plan in force names the version.</exception>
    /// <exception cref="ArgumentException">The reason has evidence, which only deployments keep.</exception>
    public static Task<VersionEvent> RetireAsync(
        this IModelRegistry registry, string model, int version, ChangeReason because, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(because);
        if (because.Evidence is not null)
        {
            throw new ArgumentException($"A retirement keeps its reason's text alone; add what was measured with {nameof(AddEvaluationAsync)}.", nameof(because));
        }

        return Checked(registry).AddEventAsync(model, version, VersionEventKind.Retired, because.Text, null, cancellationToken);
    }

    /// <summary>The tags that a version has now, in the order in which they were added.</summary>
    public static async Task<IReadOnlyList<string>> GetTagsAsync(
        this IModelRegistry registry, string model, int version, CancellationToken cancellationToken = default)
    {
        var tags = new List<string>();
        await foreach (var said in Checked(registry).GetEventsAsync(model, version, cancellationToken).ConfigureAwait(false))
        {
            if (said.Kind == VersionEventKind.Tag && !tags.Contains(said.Text))
            {
                tags.Add(said.Text);
            }
            else if (said.Kind == VersionEventKind.TagRemoved)
            {
                tags.Remove(said.Text);
            }
        }

        return tags;
    }

    /// <summary>How one version differs from another: parameters, schemas, data, metrics, environment.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="before">The first version, whose callers are asked about.</param>
    /// <param name="after">The second version.</param>
    /// <param name="cancellationToken">The caller's wish to stop.</param>
    /// <exception cref="ModelNotFoundException">There is no such version.</exception>
    public static async Task<VersionComparison> CompareAsync(
        this IModelRegistry registry, string model, int before, int after, CancellationToken cancellationToken = default) => VersionComparison.Between(
            await Checked(registry).GetVersionAsync(model, before, cancellationToken).ConfigureAwait(false),
            await registry.GetVersionAsync(model, after, cancellationToken).ConfigureAwait(false));

    private static IModelRegistry Checked(IModelRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        return registry;
    }
}
