namespace MlOps;

/// <summary>The usual ways to export.</summary>
public static class ModelExportExtensions
{
    /// <summary>Writes one version, with its bytes, as one file that another registry can import.</summary>
    /// <inheritdoc cref="IModelRegistry.ExportAsync" path="/remarks"/>
    /// <inheritdoc cref="IModelRegistry.ExportAsync" path="/exception"/>
    /// <param name="registry">The registry.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="version">The version.</param>
    /// <param name="destination">Written from where it stands; need not be seekable, and stays open.</param>
    /// <param name="cancellationToken">The caller's wish to stop.</param>
    public static Task ExportAsync(
        this IModelRegistry registry, string model, int version, Stream destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registry);
        return registry.ExportAsync(model, [version], destination, cancellationToken);
    }

    /// <summary>Writes all versions of a model, with their bytes, as one file that another registry can import.</summary>
    /// <inheritdoc cref="IModelRegistry.ExportAsync" path="/remarks"/>
    /// <inheritdoc cref="IModelRegistry.ExportAsync" path="/exception"/>
    /// <param name="registry">The registry.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="destination">Written from where it stands; need not be seekable, and stays open.</param>
    /// <param name="cancellationToken">The caller's wish to stop.</param>
    public static Task ExportAsync(this IModelRegistry registry, string model, Stream destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registry);
        return registry.ExportAsync(model, null, destination, cancellationToken);
    }
}
