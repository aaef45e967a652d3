namespace MlOps.Fakes;

public sealed record Score(float Value, string? By = null);
