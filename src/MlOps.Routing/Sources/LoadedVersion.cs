namespace MlOps.Routing.Sources;

/// <summary>One version, file or function of a plan: loaded, or the reason why it isn't, or neither while it still loads.</summary>
internal sealed record LoadedVersion<TInput, TOutput>(Route Route, ModelVersion? Version)
{
    public SharedModel<TInput, TOutput>? Model { get; init; }

    public Exception? Failure { get; init; }
}
