namespace MlOps.Validation.Batches;

/// <summary>Two numbers and those between them.</summary>
internal readonly record struct NumberBounds<T>(T Minimum, T Maximum);
