namespace MlOps;

/// <summary>A plan breaks a rule. Nothing changed.</summary>
public sealed class DeploymentRefusedException : MlOpsException
{
    /// <summary>Makes one.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="reasons">Why it is refused, a sentence each; at least one.</param>
    public DeploymentRefusedException(string model, DeploymentPlan plan, params IReadOnlyList<string> reasons)
        : base($"'{model}' can't be deployed as {plan}: {string.Join(" ", reasons)} Nothing changed.") => Reasons = reasons;

    /// <summary>Why it is refused, a sentence each.</summary>
    public IReadOnlyList<string> Reasons { get; }
}
