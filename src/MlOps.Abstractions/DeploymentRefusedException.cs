namespace MlOps;

/// <summary>A plan breaks a rule. Nothing changed.</summary>
public sealed class DeploymentRefusedException : MlOpsException
{
    /// <summary>Makes one.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="reasons">Why it is refused, a sentence each; at least one.</param>
    /// <param name="canBeForced">Whether <see cref="DeployOptions.Force"/> would put it in force all the same.</param>
    public DeploymentRefusedException(string model, DeploymentPlan plan, IReadOnlyList<string> reasons, bool canBeForced)
        : base($"'{model}' can't be deployed as {plan}: {string.Join(" ", reasons)} Nothing changed."
            + (canBeForced ? " DeployOptions.Force puts it in force all the same, and the history keeps that." : "")) =>
        (Reasons, CanBeForced) = (reasons, canBeForced);

    /// <summary>Why it is refused, a sentence each.</summary>
    public IReadOnlyList<string> Reasons { get; }

    /// <summary>Whether <see cref="DeployOptions.Force"/> puts the plan in force all the same, which the history keeps.</summary>
    public bool CanBeForced { get; }
}
