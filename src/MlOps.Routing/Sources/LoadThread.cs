namespace MlOps.Routing.Sources;

/// <summary>Runs what blocks, or computes for long, on a thread of its own: the pool's threads are those of the host's calls.</summary>
internal static class LoadThread
{
    /// <param name="work">What to run there.</param>
    /// <param name="forCaller">Whether it belongs to whoever asks, as to a request that is traced. Nothing of the first caller belongs to a load.</param>
    public static Task<T> RunAsync<T>(Func<T> work, bool forCaller = false)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                LongSlice.AskFor();
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
