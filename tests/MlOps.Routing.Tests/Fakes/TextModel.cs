namespace MlOps.Fakes;

public sealed class TextModel(string text) : IModel<Row, Score>, IAsyncDisposable
{
    private int _disposals;

    public string Text => text;

    public int Calls;

    public int Disposals => Volatile.Read(ref _disposals);

    public TaskCompletionSource Disposed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ValueTask<Prediction<Score>> PredictAsync(Row input, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Disposals > 0, this);
        Interlocked.Increment(ref Calls);
        return text switch
        {
            "throws" => throw new InvalidOperationException("this version throws"),
            "NaN" => new(new Score(float.NaN, text)),
            "waits" => Waits(),
            _ => new(new Score(input.Age, text)),
        };
    }

    public ValueTask DisposeAsync()
    {
        Interlocked.Increment(ref _disposals);
        Disposed.TrySetResult();
        return default;
    }

    private static async ValueTask<Prediction<Score>> Waits()
    {
        await Task.Yield();
        return new Score(1, "waits");
    }
}
