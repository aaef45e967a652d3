using System.Collections.Concurrent;
using MlOps.Endurance.Serving;

namespace MlOps.Endurance.Shadow;

/// <summary>
/// Counts the answers of a host, and what each call allocated on its caller's thread, by plan: each time that a plan is loaded, its routes
/// are objects of its own.
/// </summary>
internal sealed class CountedAnswers(IPredictor<House, Price> inner) : IPredictor<House, Price>
{
    private readonly ConcurrentDictionary<Route, Count> _counts = new(ReferenceEqualityComparer.Instance);

    public ValueTask<Prediction<Price>> PredictAsync(House input, PredictionOptions? options, CancellationToken cancellationToken = default)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var pending = inner.PredictAsync(input, options, cancellationToken);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var answer = pending.IsCompleted ? pending.Result : throw new BrokenException("a model in memory didn't answer at once");
        if (answer.Route is { } route)
        {
            _counts.GetOrAdd(route, static _ => new()).Add(allocated);
        }

        return new(answer);
    }

    public long AnswersOf(IEnumerable<Route> routes) => routes.Sum(r => _counts.TryGetValue(r, out var count) ? count.Answers : 0);

    /// <summary>The mean. It holds what is made once, too: an engine of live's where callers meet, and a queue that grows.</summary>
    public double BytesPerCall(IReadOnlyList<Route> routes) =>
        (double)routes.Sum(r => _counts.TryGetValue(r, out var count) ? count.Bytes : 0) / Math.Max(1, AnswersOf(routes));

    private sealed class Count
    {
        private long _answers;
        private long _bytes;

        public long Answers => Interlocked.Read(ref _answers);

        public long Bytes => Interlocked.Read(ref _bytes);

        public void Add(long bytes)
        {
            Interlocked.Increment(ref _answers);
            Interlocked.Add(ref _bytes, bytes);
        }
    }
}
