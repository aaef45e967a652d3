namespace MlOps.Registry.Stores;

/// <summary>One event of a version as a store keeps it: what it is found by, and the whole record as text.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Number">1, 2, 3 … among the events of the model.</param>
/// <param name="Version">The version that it is about.</param>
/// <param name="Kind">The name of its kind.</param>
/// <param name="Document">The record as JSON. A store gives it back letter by letter and needn't understand it.</param>
public sealed record VersionEventEntry(string Model, int Number, int Version, string Kind, string Document);
