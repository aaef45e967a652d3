namespace MlOps.Routing.Sources;

/// <summary>Runs what blocks, or computes for long, on a thread of its own: the pool's threads are those of the host's calls.</summary>
internal static class LoadThread
{
    /// <summary>Runs a load. Nothing of whoever happened to be the first caller, such as a trace, belongs to it.</summary>
    public static Task<T> LoadAsync<T>(Func<T> load) => RunAsync(load, isLook: false, forCaller: false);

    /// <summary>Asks a store for what it knows, before any load goes on.</summary>
    /// <param name="look">What asks. A store on this machine answers on the thread that asks it.</param>
    /// <param name="forCaller">Whether it belongs to whoever asks for it, as to a request that is traced.</param>
    public static Task<T> LookAsync<T>(Func<Task<T>> look, bool forCaller = false) => RunAsync(look, isLook: true, forCaller).Unwrap();

    private static Task<T> RunAsync<T>(Func<T> work, bool isLook, bool forCaller)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                LongSlice.AskFor(isLook);
                result.SetResult(work());
            }
#pragma warning disable CA1031 // It is thrown where the result is awaited.
            catch (Exception e)
#pragma warning restore CA1031
            {
                result.SetException(e);
            }
        })
        {
            // On Linux .NET ignores it, and a lower one set past .NET would be that of every thread which this one starts, too.
            Priority = ThreadPriority.BelowNormal,
            IsBackground = true,
            Name = "MlOps load",
        };

        if (forCaller)
        {
            thread.Start();
        }
        else
        {
            thread.UnsafeStart();
        }

        return result.Task;
    }
}
