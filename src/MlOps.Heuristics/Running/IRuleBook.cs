namespace MlOps.Heuristics.Running;

/// <summary>The rules of one model, whatever its types.</summary>
internal interface IRuleBook
{
    string Model { get; }

    /// <summary>What the rules are and what they did, at one time.</summary>
    HeuristicReport Report(long minRuns);
}
