namespace MlOps.Fakes;

public sealed record Row(float Age, string? Key = null);
