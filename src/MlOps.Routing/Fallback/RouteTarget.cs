namespace MlOps.Routing.Fallback;

/// <summary>A route, and the model behind it with its own checks around it.</summary>
internal sealed record RouteTarget<TInput, TOutput>(Route Route, IModel<TInput, TOutput> Model);
