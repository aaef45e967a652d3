namespace MlOps.Heuristics.State;

/// <summary>What is remembered by key, in bounds.</summary>
internal interface IKeyedState
{
    /// <summary>How many keys were forgotten to make room.</summary>
    long Forgotten { get; }
}
