using System.Diagnostics.CodeAnalysis;

namespace MlOps.Routing.Staging;

/// <summary>The routes of a plan with what compares its candidates around them.</summary>
/// <param name="Live">Live's model.</param>
internal sealed record StagedRoutes<
    [DynamicallyAccessedMembers(RowMembers.All)] TInput,
    [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(IModel<TInput, TOutput> Live)
{
    /// <summary>The canary's model; null where there is none.</summary>
    public IModel<TInput, TOutput>? Canary { get; init; }

    public IReadOnlyList<ShadowLane<TInput, TOutput>> Lanes { get; init; } = [];

    /// <summary>Counts a row that the canary was kept from for want of a key.</summary>
    public Action WithoutKey { get; init; } = static () => { };
}
