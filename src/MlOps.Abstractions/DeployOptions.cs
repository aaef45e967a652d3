namespace MlOps;

/// <summary>How a plan is put in force.</summary>
public sealed record DeployOptions
{
    /// <summary>
    /// Whether a plan whose live or canary version isn't safe for the callers of the present one is put in force all the same. What it
    /// was forced past is kept in the history. It helps no plan with a missing or retired version. Default: false.
    /// </summary>
    public bool Force { get; init; }
}
