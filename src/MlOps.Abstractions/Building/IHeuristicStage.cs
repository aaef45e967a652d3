namespace MlOps.Building;

/// <summary>A stage that runs the model's heuristics, as whoever puts the stages together sees it: the model's status and telemetry say which rules are in force.</summary>
/// <remarks>Safe for any number of threads.</remarks>
public interface IHeuristicStage
{
    /// <summary>The digest of the rules in force: one string for as long as they are, so that asking costs nothing.</summary>
    string Digest { get; }

    /// <summary>The rules in force, since when, and what they did.</summary>
    HeuristicSetStatus GetStatus();
}
