namespace MlOps;

/// <summary>What putting a plan in force would do.</summary>
public sealed record DeploymentPreview
{
    /// <summary>The deployment in force, which the plan would replace; null for the first.</summary>
    public Deployment? Current { get; init; }

    /// <summary>The plan.</summary>
    public required DeploymentPlan Plan { get; init; }

    /// <summary>What would change, a sentence for each role. Empty where the plan is in force already.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];

    /// <summary>Why it would be refused, whatever the options. Empty where nothing forbids it.</summary>
    public IReadOnlyList<string> Refusals { get; init; } = [];

    /// <summary>What it would have to be forced past: how it isn't safe for callers of the version that is live now.</summary>
    public IReadOnlyList<string> Risks { get; init; } = [];

    /// <summary>Whether it would be put in force without being forced.</summary>
    public bool IsSafe => Refusals.Count == 0 && Risks.Count == 0;

    /// <summary>One line: what would change, what forbids it, what it would have to be forced past.</summary>
    public override string ToString() => string.Join(" ", [
        Changes.Count == 0 ? $"{Plan} is in force already." : string.Join(" ", Changes),
        .. Refusals,
        .. Risks,
    ]);
}
