namespace MlOps.Endurance.Serving;

/// <summary>Stands for another process, from which plans are deployed: what it does takes no thread of the host's pool while it writes to disk.</summary>
internal static class Elsewhere
{
    public static Task<T> DoAsync<T>(Func<Task<T>> work) =>
        Task.Factory.StartNew(() => work().GetAwaiter().GetResult(), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
