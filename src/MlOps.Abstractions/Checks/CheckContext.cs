namespace MlOps.Checks;

/// <summary>For whom a check is made.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Version">The version that the check belongs to, with the schemas it was registered with; null for a file or a function.</param>
/// <param name="Services">The host's services.</param>
public sealed record CheckContext(string Model, ModelVersion? Version, IServiceProvider Services);
