namespace MlOps.Routing.Sources;

/// <summary>
/// Lets so many loads of a host run at once as leave its predictions half of the processors, whichever models they are of. Whoever loads a
/// live version comes before those who load what stands behind one.
/// </summary>
/// <param name="places">How many load at once, at least 1.</param>
/// <param name="time">The clock.</param>
internal sealed class LoadThrottle(int places, TimeProvider time)
{
    /// <summary>A load that takes longer may hang, or wait for a disk or a network: its place goes to the next, while it goes on.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly PriorityQueue<TaskCompletionSource, (bool IsBehind, long Number)> _waiting = new();
    private int _free = places;
    private long _next;

    public LoadThrottle(TimeProvider time)
        : this(Math.Max(1, Environment.ProcessorCount / 2), time)
    {
    }

    /// <summary>Waits for a place.</summary>
    /// <param name="role">The role of what is to be loaded.</param>
    /// <param name="atMost">How long to have the place, where that is less than <see cref="Patience"/>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The place; disposing it gives it back, and after that time it is given back by itself.</returns>
    public async Task<IDisposable> EnterAsync(RouteRole role, TimeSpan atMost, CancellationToken cancellationToken)
    {
        TaskCompletionSource? turn = null;
        lock (_lock)
        {
            if (_free > 0)
            {
                _free--;
            }
            else
            {
                turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Enqueue(turn, (role != RouteRole.Live, _next++));
            }
        }

        if (turn is not null)
        {
            // Whoever gave up stays in the queue and is passed over: either the turn comes, or the wish to stop, never both.
            var registration = cancellationToken.UnsafeRegister(_ => turn.TrySetCanceled(cancellationToken), null);
            await using (registration.ConfigureAwait(false))
            {
                await turn.Task.ConfigureAwait(false);
            }
        }

        return new Place(this, time, atMost < Patience ? atMost : Patience);
    }

    private void Leave()
    {
        lock (_lock)
        {
            while (_waiting.TryDequeue(out var next, out _))
            {
                if (next.TrySetResult())
                {
                    return;
                }
            }

            _free++;
        }
    }

    private sealed class Place : IDisposable
    {
        private readonly LoadThrottle _throttle;
        private readonly ITimer _patience;
        private int _left;

        public Place(LoadThrottle throttle, TimeProvider time, TimeSpan patience)
        {
            _throttle = throttle;
            _patience = time.CreateTimer(static place => ((Place)place!).Leave(), this, patience, Timeout.InfiniteTimeSpan);
        }

        public void Dispose()
        {
            _patience.Dispose();
            Leave();
        }

        private void Leave()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                _throttle.Leave();
            }
        }
    }
}
