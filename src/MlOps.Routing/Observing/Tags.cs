namespace MlOps.Routing.Observing;

/// <summary>The names of tags. None ever carries a value of a row.</summary>
internal static class Tags
{
    public const string Model = "mlops.model.name";
    public const string Version = "mlops.model.version";
    public const string Outcome = "mlops.outcome";
    public const string FallbackReason = "mlops.fallback.reason";
    public const string ErrorType = "error.type";
    public const string Rule = "mlops.rule";
    public const string Column = "mlops.column";
    public const string Severity = "mlops.severity";
    public const string Heuristics = "mlops.heuristics.digest";
    public const string Effect = "mlops.heuristic.effect";
    public const string HealthState = "mlops.health.state";
    public const string CandidateRole = "mlops.candidate.role";
    public const string CandidateResult = "mlops.candidate.result";
    public const string DeploymentState = "mlops.deployment.state";
}
