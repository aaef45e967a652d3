namespace MlOps.Heuristics.Running;

/// <summary>A rule that fired on the prediction at hand.</summary>
internal readonly record struct Firing<TOutput>(string Rule, bool Changed, TOutput? Before);
