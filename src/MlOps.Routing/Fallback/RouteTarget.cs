using MlOps.Routing.Health;

namespace MlOps.Routing.Fallback;

/// <summary>A route, and the model behind it with its own checks around it.</summary>
internal sealed record RouteTarget<TInput, TOutput>(Route Route, IModel<TInput, TOutput> Model)
{
    /// <summary>Keeps count of how the route does; null where it is asked whatever its health, as a version that could not be loaded.</summary>
    public RouteCircuit? Circuit { get; init; }

    /// <summary>Whether its answers hold what is sensitive.</summary>
    public bool HidesAnswers { get; init; }

    /// <summary>Whether a call may ask the route.</summary>
    public Admission Enter() => Circuit?.Enter() ?? default;
}
