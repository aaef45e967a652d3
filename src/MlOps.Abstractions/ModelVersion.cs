using System.Collections.ObjectModel;
using System.Text.Json.Serialization;

namespace MlOps;

/// <summary>One immutable, numbered version of a model, as the registry keeps it.</summary>
public sealed record ModelVersion
{
    /// <summary>The model's name; see <see cref="ModelName.Rule"/>.</summary>
    public required string Model { get; init; }

    /// <summary>1, 2, 3 …, without gaps and never used again; local to its registry.</summary>
    public required int Number { get; init; }

    /// <summary>What its bytes are.</summary>
    public required ArtifactInfo Artifact { get; init; }

    /// <summary>What goes in, or null.</summary>
    public DataSchema? InputSchema { get; init; }

    /// <summary>What comes out, or null.</summary>
    public DataSchema? OutputSchema { get; init; }

    /// <summary>What was measured at registration, by name.</summary>
    public IReadOnlyDictionary<string, Metric> Metrics { get; init; } = ReadOnlyDictionary<string, Metric>.Empty;

    /// <summary>The configuration that it was trained with, by name.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Where it comes from, or null.</summary>
    public ModelLineage? Lineage { get; init; }

    /// <summary>What it was made with; null for versions registered before this was kept.</summary>
    public ModelEnvironment? Environment { get; init; }

    /// <summary>Rows with the answers that it gave to them, which hosts replay before they serve it; null where there are none.</summary>
    public GoldenSet? Golden { get; init; }

    /// <summary>Who registered it, or imported it.</summary>
    public required string Author { get; init; }

    /// <summary>Who answers for it, or null.</summary>
    public string? Owner { get; init; }

    /// <summary>What it is for, or null.</summary>
    public string? Purpose { get; init; }

    /// <summary>When it was registered, or imported.</summary>
    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>The caller's id of the registration, or null.</summary>
    public string? RegistrationId { get; init; }

    /// <summary>What it was in the registry that registered it first; null where that is this one.</summary>
    public ModelOrigin? Origin { get; init; }

    /// <summary>
    /// Who vouches for all that was fixed at registration, under this name: not for the number, the parent's number, the registration id,
    /// the origin's name and number, nor, where it was imported, for who imported it and when. Null where nobody does.
    /// </summary>
    public RecordSignature? Signature { get; init; }

    /// <summary>SHA-256 over this record as the registry keeps it. Empty for one that was made by hand.</summary>
    [JsonIgnore]
    public string Digest { get; init; } = "";

    /// <summary>The version as a person writes it: <c>income v7</c>.</summary>
    public override string ToString() => $"{Model} v{Number}";
}
