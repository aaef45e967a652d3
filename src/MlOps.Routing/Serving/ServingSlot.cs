using MlOps.Routing.Generations;

namespace MlOps.Routing.Serving;

/// <summary>Holds the generation that serves, and lets a start and first calls wait for one.</summary>
internal sealed class ServingSlot<TInput, TOutput>
{
    private readonly TaskCompletionSource _answerable = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _served = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Generation<TInput, TOutput>? _current;

    /// <summary>What serves; null until somebody asked for the first time, and the first look came to something.</summary>
    public Generation<TInput, TOutput>? Current => _current;

    /// <summary>Ends when there is something that answers, be it that nobody can.</summary>
    public Task Answerable => _answerable.Task;

    /// <summary>Ends when a version answers; with an exception where no waiting helps.</summary>
    public Task Served => _served.Task;

    /// <summary>Puts a generation in the place of the one before, which drains.</summary>
    public void Publish(Generation<TInput, TOutput> next)
    {
        Interlocked.Exchange(ref _current, next)?.Retire();
        if (next.ReadyVersions > 0)
        {
            _served.TrySetResult();
        }

        _answerable.TrySetResult();
    }

    /// <summary>Says that no version can ever answer, as things are declared and deployed.</summary>
    public void GiveUp(Exception why)
    {
        _served.TrySetException(why);

        // A host that isn't started never asks.
        _ = _served.Task.Exception;
    }

    /// <summary>Nothing is published any more, and whoever waits goes on.</summary>
    /// <returns>Ends when what served has drained.</returns>
    public Task CloseAsync()
    {
        _current?.Retire();
        GiveUp(new ObjectDisposedException(nameof(IModelHost)));
        _answerable.TrySetResult();
        return _current?.Drained ?? Task.CompletedTask;
    }
}
