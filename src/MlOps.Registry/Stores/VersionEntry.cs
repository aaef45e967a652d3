namespace MlOps.Registry.Stores;

/// <summary>One version as a store keeps it: what it is found by, and the whole record as text.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Number">1, 2, 3 … within the model.</param>
/// <param name="RegistrationId">The caller's id of the registration, unique within the model; or null.</param>
/// <param name="ArtifactDigest">SHA-256 of its bytes, which the artifact store already holds.</param>
/// <param name="Document">The record as JSON. A store gives it back letter by letter and needn't understand it.</param>
public sealed record VersionEntry(string Model, int Number, string? RegistrationId, string ArtifactDigest, string Document);
