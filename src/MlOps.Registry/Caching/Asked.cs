namespace MlOps.Registry.Caching;

/// <summary>When a store was asked: an answer never takes the place of one that was asked for later.</summary>
/// <param name="Stamp">By a clock that is never set back, within this process.</param>
/// <param name="At">By the machine's clock, which the processes share.</param>
internal readonly record struct Asked(long Stamp, DateTimeOffset At);
