namespace MlOps;

/// <summary>What a person or a pipeline says about a model when registering it.</summary>
public sealed record ModelVersionSpec
{
    /// <summary>Who answers for the version: a team or a person. Required, unless the registry's options say otherwise.</summary>
    public string? Owner { get; init; }

    /// <summary>What the version is for, or why it was made. Required, unless the registry's options say otherwise.</summary>
    public string? Purpose { get; init; }

    /// <summary>What goes in; a host that validates input by the registered schema needs it.</summary>
    public DataSchema? InputSchema { get; init; }

    /// <summary>What comes out.</summary>
    public DataSchema? OutputSchema { get; init; }

    /// <summary>What was measured, by name.</summary>
    public IDictionary<string, Metric> Metrics { get; init; } = new Dictionary<string, Metric>(StringComparer.Ordinal);

    /// <summary>The configuration that it was trained with, by name. Numbers are best written in the invariant culture.</summary>
    public IDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Where it comes from. A parent must be a version of the same model. Default: not known.</summary>
    public ModelLineage? Lineage { get; init; }

    /// <summary>What it was made with. Default: <see cref="ModelEnvironment.Current"/> when it is registered.</summary>
    public ModelEnvironment? Environment { get; init; }

    /// <summary>
    /// Rows with the answers that it gave to them, at most 1,000 rows and 1 MiB of JSON; hosts replay them before they serve the version.
    /// They are real rows, and kept as long as the version's record. Default: none.
    /// </summary>
    public GoldenSet? Golden { get; init; }

    /// <summary>
    /// An id of the caller's that makes registering repeatable: the same id for the same model returns the version it made the
    /// first time. Default: none.
    /// </summary>
    public string? RegistrationId { get; init; }
}
