namespace MlOps.Heuristics.State;

/// <summary>Looks at what is remembered of a key, changes it, and answers. Write it <c>static</c>: it runs under a lock and must not allocate.</summary>
/// <param name="state">What is remembered; the default for a new key.</param>
/// <param name="isNew">Whether the key was not known, or is known no more.</param>
/// <param name="argument">What else it needs.</param>
internal delegate bool StateChange<TState, TArgument>(ref TState state, bool isNew, TArgument argument);
