namespace IncomeApi;

/// <summary>Waits for a fact that only asking again can show.</summary>
internal static class Until
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public static async Task TrueAsync(string what, Func<Task<bool>> fact)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Deadline);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        try
        {
            while (!await fact())
            {
                await beat.WaitForNextTickAsync(deadline.Token);
            }
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            Assert.Fail($"Not within {Deadline.TotalSeconds} s: {what}.");
        }
    }
}
