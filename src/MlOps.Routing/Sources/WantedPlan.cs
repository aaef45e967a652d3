namespace MlOps.Routing.Sources;

/// <summary>What should serve.</summary>
/// <param name="Key">Differs from plan to plan, and is the same for the same plan.</param>
/// <param name="Text">The plan for people.</param>
/// <param name="Deployment">The registry's deployment, or null for a file or code.</param>
internal sealed record WantedPlan(string Key, string Text, Deployment? Deployment);
