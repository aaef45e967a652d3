namespace MlOps.Endurance.Shadow;

/// <summary>What a shadow does to whoever asks it.</summary>
internal enum ShadowKind
{
    /// <summary>It answers a second later, without a thread.</summary>
    Sleeps,

    /// <summary>It throws at every row.</summary>
    Throws,

    /// <summary>It returns when the run is over, and listens to nobody; every other call keeps its thread.</summary>
    Hangs,

    /// <summary>It answers on the thread that asks, after some milliseconds of work.</summary>
    Synchronous,

    /// <summary>It takes 10 MB for a row and drops them.</summary>
    BurnsMemory,

    /// <summary>It answers, and changes the row that it was given.</summary>
    MutatesInput,
}
