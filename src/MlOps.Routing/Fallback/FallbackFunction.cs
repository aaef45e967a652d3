namespace MlOps.Routing.Fallback;

/// <summary>A function, a model from DI, or another declared model, that answers when no version can.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Role">What it is.</param>
/// <param name="IsInterruptible">Whether a call can be interrupted by its token.</param>
/// <param name="Create">Makes it.</param>
internal sealed record FallbackFunction<TInput, TOutput>(
    string Name, RouteRole Role, bool IsInterruptible, Func<IServiceProvider, IModel<TInput, TOutput>> Create);
