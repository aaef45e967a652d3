namespace MlOps.Registry.Deployments;

/// <summary>What to do about a version that is to be left.</summary>
/// <param name="Outcome">What the roll-back comes to.</param>
/// <param name="Plan">The plan to put in force, or null.</param>
/// <param name="Explanation">The decision in sentences.</param>
internal sealed record RollBackDecision(RollBackOutcome Outcome, DeploymentPlan? Plan, string Explanation);
