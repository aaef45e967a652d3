namespace MlOps.Registry.Json;

/// <summary>A plan as its JSON says it.</summary>
internal sealed record PlanDocument(int LiveVersion, int[]? FallbackVersions, int? CanaryVersion, double CanaryShare, int? ShadowVersion = null);
