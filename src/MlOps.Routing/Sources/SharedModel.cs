namespace MlOps.Routing.Sources;

/// <summary>A loaded model and how many hold it: generations that serve it, and the load that brought it. The last to let go disposes it.</summary>
internal sealed class SharedModel<TInput, TOutput>
{
    private readonly bool _isOwned;
    private int _holders = 1;

    private SharedModel(IModel<TInput, TOutput> model, bool isOwned) => (Model, _isOwned) = (model, isOwned);

    public IModel<TInput, TOutput> Model { get; }

    /// <summary>A model that a runtime loaded, and nobody else knows.</summary>
    /// <exception cref="ModelLoadException">There is none.</exception>
    public static SharedModel<TInput, TOutput> Owned(IModel<TInput, TOutput>? model, string name) =>
        new(model ?? throw new ModelLoadException($"The runtime returned no model for {name}: it has to return one, or say why it can't."), isOwned: true);

    /// <summary>A model that DI made, and disposes.</summary>
    public static SharedModel<TInput, TOutput> Borrowed(IModel<TInput, TOutput> model) => new(model, isOwned: false);

    /// <summary>Holds the model once more. Only whoever holds it may do so.</summary>
    public SharedModel<TInput, TOutput> Hold()
    {
        Interlocked.Increment(ref _holders);
        return this;
    }

    /// <summary>Lets go. The disposal, if it comes to that, runs on a thread of the pool, never on that of a caller's prediction.</summary>
    /// <returns>Ends when the model is disposed, or at once where others hold it.</returns>
    public Task ReleaseAsync() => Interlocked.Decrement(ref _holders) == 0 && _isOwned ? Task.Run(DisposeAsync) : Task.CompletedTask;

    private async Task DisposeAsync()
    {
        switch (Model)
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
