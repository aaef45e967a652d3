namespace MlOps.Routing.Sources;

/// <summary>A loaded model and how many hold it: generations that serve it, and the load that brought it. The last to let go disposes it.</summary>
/// <param name="model">The model.</param>
/// <param name="isOwned">Whether it is disposed at all; what DI made, DI disposes.</param>
internal sealed class SharedModel<TInput, TOutput>(IModel<TInput, TOutput> model, bool isOwned)
{
    private int _holders = 1;

    public IModel<TInput, TOutput> Model => model;

    /// <summary>Holds the model once more. Only whoever holds it may do so.</summary>
    public SharedModel<TInput, TOutput> Hold()
    {
        Interlocked.Increment(ref _holders);
        return this;
    }

    /// <summary>Lets go. A disposal runs on a thread of the pool, never on that of a caller's prediction.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0 && isOwned)
        {
            _ = Task.Run(DisposeAsync);
        }
    }

    private async Task DisposeAsync()
    {
        switch (model)
        {
            case IAsyncDisposable disposable:
                await disposable.DisposeAsync().ConfigureAwait(false);
                break;
            case IDisposable disposable:
                disposable.Dispose();
                break;
            default:
                break;
        }
    }
}
