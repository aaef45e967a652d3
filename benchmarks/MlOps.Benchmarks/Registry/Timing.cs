using System.Diagnostics;

namespace MlOps.Benchmarks.Registry;

/// <summary>Times of what waits for a disk: medians, since single ones wait for whatever else the disk does.</summary>
internal static class Timing
{
    public static async Task<double> MillisecondsAsync(Func<Task> act)
    {
        var started = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>The median of many times, after as many that don't count: until then code is compiled in the background.</summary>
    public static async Task<double> MedianAsync(int rounds, Func<int, Task> act)
    {
        var times = new List<double>();
        for (var round = -rounds; round < rounds; round++)
        {
            var time = await MillisecondsAsync(() => act(Math.Max(round, 0)));
            if (round >= 0)
            {
                times.Add(time);
            }
        }

        return Median(times);
    }

    /// <summary>Times two in turns, so that whatever slows the machine slows both, once both are compiled for good.</summary>
    /// <param name="rounds">How often; rounds that don't count go before, and the count of rounds goes on from theirs.</param>
    /// <param name="first">One of them.</param>
    /// <param name="second">The other.</param>
    /// <param name="prepare">Done before each round, and not timed.</param>
    public static async Task<Pairs> PairsAsync(int rounds, Func<int, Task> first, Func<int, Task> second, Action<int>? prepare = null)
    {
        var pairs = new List<(double, double)>();
        var (warmUp, isWarm) = (new WarmUp(), false);
        for (var round = 0; pairs.Count < rounds; round++)
        {
            double one, other;
            prepare?.Invoke(round);
            if (round % 2 == 0)
            {
                one = await MillisecondsAsync(() => first(round));
                other = await MillisecondsAsync(() => second(round));
            }
            else
            {
                other = await MillisecondsAsync(() => second(round));
                one = await MillisecondsAsync(() => first(round));
            }

            if (isWarm)
            {
                pairs.Add((one, other));
            }
            else if ((round + 1) % rounds == 0)
            {
                isWarm = await warmUp.IsDoneAsync();
            }
        }

        return new(pairs);
    }

    public static double Median(IEnumerable<double> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;
}
