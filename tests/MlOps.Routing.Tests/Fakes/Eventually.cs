using System.Diagnostics;

namespace MlOps.Fakes;

/// <summary>Waits for a fact, and fails where it doesn't come about.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static Task Holds(Func<bool> fact) => Holds(() => Task.FromResult(fact()));

    public static async Task Holds(Func<Task<bool>> fact)
    {
        var since = Stopwatch.GetTimestamp();
        while (!await fact())
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < Limit, "It did not come about in time.");
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }
}
