using System.Diagnostics;

namespace MlOps.Endurance.Contention;

/// <summary>A host that follows the registry all the while: it may miss what was replaced at once, and never sees an older plan later.</summary>
internal sealed class Follower : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _following;
    private Deployment? _last;

    public Follower(IModelRegistry registry) => _following = Task.Run(() => FollowAsync(registry));

    /// <summary>Waits until it has seen what is in force.</summary>
    public async Task SeesAsync(Deployment inForce)
    {
        for (var from = Stopwatch.GetTimestamp(); Volatile.Read(ref _last) != inForce; await Task.Delay(5))
        {
            if (_following.IsCompleted)
            {
                await _following;
            }

            BrokenException.Unless(
                Stopwatch.GetElapsedTime(from) < Patience, () => $"who follows the registry last saw {_last}, and {inForce} is in force");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _following.ContinueWith(_ => { }, TaskScheduler.Default);
        _stop.Dispose();
    }

    private async Task FollowAsync(IModelRegistry registry)
    {
        await foreach (var deployment in registry.WatchAsync(_stop.Token))
        {
            BrokenException.Unless(_last is null || deployment.Number > _last.Number, () => $"who follows the registry saw {_last} and then {deployment}");
            Volatile.Write(ref _last, deployment);
        }
    }
}
