using MlOps.Routing.Calls;

namespace MlOps.Routing.Staging;

/// <summary>A version as it is asked in the background.</summary>
/// <param name="Model">Its model, with its own checks around it.</param>
/// <param name="Workers">Who asks.</param>
/// <param name="Hold">Holds the model for a call that is left; what it returns lets go.</param>
internal sealed record AskedModel<TInput, TOutput>(IModel<TInput, TOutput> Model, WorkerPool Workers, Func<Action> Hold);
