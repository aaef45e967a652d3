namespace MlOps;

/// <summary>What an imported version was in the registry that registered it first. It stays the same however often it moves on.</summary>
public sealed record ModelOrigin
{
    /// <summary>The model's name there.</summary>
    public required string Model { get; init; }

    /// <summary>Its number there.</summary>
    public required int Number { get; init; }

    /// <summary>Who registered it there.</summary>
    public required string Author { get; init; }

    /// <summary>When it was registered there.</summary>
    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>
    /// SHA-256 over all that was fixed at registration: what is in this record, and the version's artifact, schemas, metrics,
    /// parameters, lineage without the parent's number, environment, owner and purpose. Two versions with the same are the same version.
    /// </summary>
    public required string Digest { get; init; }

    /// <summary>The number there of the version that it was made from; null where it had none, or nobody said.</summary>
    public int? ParentNumber { get; init; }

    /// <summary>
    /// What <see cref="Digest"/> is of this version, of the one that it was made from: so that is known here also when it is imported later.
    /// Null where it had none, or nobody said.
    /// </summary>
    public string? ParentDigest { get; init; }

    /// <summary>The version as it was called there: <c>income v7</c>.</summary>
    public override string ToString() => $"{Model} v{Number}";
}
