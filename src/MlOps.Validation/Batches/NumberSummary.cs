namespace MlOps.Validation.Batches;

/// <summary>What some finite numbers amount to.</summary>
/// <param name="Count">How many.</param>
/// <param name="Min">The smallest.</param>
/// <param name="Max">The largest.</param>
/// <param name="Sum">Their sum, in doubles.</param>
internal readonly record struct NumberSummary(int Count, double Min, double Max, double Sum);
