namespace MlOps.Routing.Fallback;

/// <summary>A function, or a model from DI, that answers when no version can.</summary>
internal sealed record FallbackFunction<TInput, TOutput>(string Name, Func<IServiceProvider, IModel<TInput, TOutput>> Create);
