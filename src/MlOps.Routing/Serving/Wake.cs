using System.Threading.Channels;

namespace MlOps.Routing.Serving;

/// <summary>Sleeps until somebody signals, or until a time has passed. Signals that come while nobody sleeps count as one.</summary>
internal sealed class Wake(TimeProvider time)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private readonly Channel<bool> _signals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Signal() => _signals.Writer.TryWrite(true);

    /// <param name="limit">How long to sleep; null for as long as nobody signals.</param>
    /// <param name="cancellationToken">Ends the sleep with an exception.</param>
    public async Task SleepAsync(TimeSpan? limit, CancellationToken cancellationToken)
    {
        var wait = limit switch
        {
            null => Timeout.InfiniteTimeSpan,
            { } given when given < Shortest => Shortest,
            { } given => given,
        };
        using var due = new CancellationTokenSource(wait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(due.Token, cancellationToken);
        try
        {
            await _signals.Reader.ReadAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (due.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
        }
    }
}
