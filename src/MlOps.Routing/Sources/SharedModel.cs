namespace MlOps.Routing.Sources;

/// <summary>A loaded model and how many hold it: generations that serve it, and the load that brought it. The last to let go disposes it.</summary>
internal sealed class SharedModel<TInput, TOutput>
{
    private readonly Action<Exception>? _disposalFailed;
    private int _holders = 1;

    private SharedModel(IModel<TInput, TOutput> model, Action<Exception>? disposalFailed) => (Model, _disposalFailed) = (model, disposalFailed);

    public IModel<TInput, TOutput> Model { get; }

    /// <summary>A model that a runtime loaded, and nobody else knows.</summary>
    /// <param name="model">The model.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="disposalFailed">Hears what it is called and what its disposal threw.</param>
    /// <exception cref="ModelLoadException">There is none.</exception>
    public static SharedModel<TInput, TOutput> Owned(IModel<TInput, TOutput>? model, string name, Action<string, Exception> disposalFailed) => new(
        model ?? throw new ModelLoadException($"The runtime returned no model for {name}: it has to return one, or say why it can't."),
        e => disposalFailed(name, e));

    /// <summary>A model that DI made, and disposes.</summary>
    public static SharedModel<TInput, TOutput> Borrowed(IModel<TInput, TOutput> model) => new(model, null);

    /// <summary>Holds the model once more. Only whoever holds it may do so.</summary>
    public SharedModel<TInput, TOutput> Hold()
    {
        Interlocked.Increment(ref _holders);
        return this;
    }

    /// <summary>Lets go. The disposal, if it comes to that, runs on a thread of the pool, never on that of a caller's prediction.</summary>
    /// <returns>Ends when the model is disposed, or at once where others hold it. It never fails.</returns>
    public Task ReleaseAsync() =>
        Interlocked.Decrement(ref _holders) == 0 && _disposalFailed is { } failed ? Task.Run(() => DisposeAsync(failed)) : Task.CompletedTask;

    private async Task DisposeAsync(Action<Exception> failed)
    {
        try
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
#pragma warning disable CA1031 // Nobody asks it any more, so that it can't be disposed fails nothing.
        catch (Exception e)
#pragma warning restore CA1031
        {
            failed(e);
        }
    }
}
