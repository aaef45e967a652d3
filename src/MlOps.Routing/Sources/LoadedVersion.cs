namespace MlOps.Routing.Sources;

/// <summary>One version, file or function of a plan: loaded, or the reason why it isn't.</summary>
internal sealed record LoadedVersion<TInput, TOutput>(Route Route, ModelVersion? Version)
{
    public IModel<TInput, TOutput>? Model { get; init; }

    public Exception? Failure { get; init; }

    /// <summary>Whether whoever serves it disposes it afterwards; what DI made, DI disposes.</summary>
    public bool IsOwned { get; init; }
}
