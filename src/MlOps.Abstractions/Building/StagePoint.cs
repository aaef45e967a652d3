namespace MlOps.Building;

/// <summary>The points in the life of a prediction at which a stage can stand, from the outside in.</summary>
public enum StagePoint
{
    /// <summary>Around everything: sees every outcome, also rejected ones.</summary>
    Prediction,

    /// <summary>Around the routes, after the input was checked: sees the answer of whichever route gave it. Heuristics stand here.</summary>
    Answer,

    /// <summary>Around one version, file or function, inside the check of its answer.</summary>
    Model,
}
