namespace MlOps;

/// <summary>Whether a host waits for a model when it starts.</summary>
public enum ModelStartup
{
    /// <summary>The start waits for the model, and fails with the reason if it can't be had in time and no function stands behind it.</summary>
    Required,

    /// <summary>The start goes on; functions answer meanwhile, else predictions are unavailable because not ready.</summary>
    Background,
}
