namespace MlOps.Routing.Checking;

/// <summary>What the host answers to an input that broke a hard rule.</summary>
internal sealed record InvalidInputHandler<TInput, TOutput>(string Name, Func<TInput, IReadOnlyList<Violation>, TOutput> Answer);
