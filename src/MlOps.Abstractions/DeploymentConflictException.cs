namespace MlOps;

/// <summary>Another deployment came first. Nothing changed; look at it and decide again.</summary>
public sealed class DeploymentConflictException : MlOpsException
{
    /// <summary>Makes one.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="expected">What the caller saw in force, or null for nothing.</param>
    /// <param name="current">What is in force, or null for nothing.</param>
    public DeploymentConflictException(string model, Deployment? expected, Deployment? current)
        : base($"The deployment of '{model}' to be replaced was {Say(expected)}, but {Say(current)} is in force. "
            + "Nothing changed: read it with GetDeploymentAsync and decide again.")
    {
        Expected = expected;
        Current = current;
    }

    /// <summary>What the caller saw in force, or null for nothing.</summary>
    public Deployment? Expected { get; }

    /// <summary>What is in force, or null for nothing.</summary>
    public Deployment? Current { get; }

    private static string Say(Deployment? deployment) =>
        deployment is null ? "none" : $"#{deployment.Number} ({deployment.Plan}, by {deployment.Author}: {deployment.Because})";
}
