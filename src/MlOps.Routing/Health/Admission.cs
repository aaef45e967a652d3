namespace MlOps.Routing.Health;

/// <summary>Whether a call may ask a route.</summary>
/// <param name="Refusal">Why not; null where it may.</param>
/// <param name="Probe">The number of the probe that this call is; 0 where it is none.</param>
internal readonly record struct Admission(AttemptFailure? Refusal, long Probe = 0);
