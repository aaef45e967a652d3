namespace MlOps.Registry.Deployments;

/// <summary>What a roll-back comes to.</summary>
internal enum RollBackOutcome
{
    /// <summary>The version serves neither as live nor as canary.</summary>
    NothingToDo,

    /// <summary>There is a plan to go back to.</summary>
    Deploy,

    /// <summary>Every earlier plan leads with a version that one has gone away from, or there is none.</summary>
    NoEarlierPlan,
}
