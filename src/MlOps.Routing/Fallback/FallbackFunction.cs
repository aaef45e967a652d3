namespace MlOps.Routing.Fallback;

/// <summary>A function, a model from DI, or another declared model, that answers when no version can.</summary>
internal sealed record FallbackFunction<TInput, TOutput>(string Name, Func<IServiceProvider, IModel<TInput, TOutput>> Create, RouteRole Role);
