namespace MlOps.Heuristics;

internal sealed record Row(float Age);
