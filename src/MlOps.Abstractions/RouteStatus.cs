namespace MlOps;

/// <summary>One route of what serves.</summary>
/// <param name="Route">The route.</param>
/// <param name="WhyNot">Why it can't be asked, because it could not be loaded; null where it can.</param>
public sealed record RouteStatus(Route Route, string? WhyNot);
