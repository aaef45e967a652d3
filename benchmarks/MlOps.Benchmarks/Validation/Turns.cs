using System.Diagnostics;

namespace MlOps.Benchmarks.Validation;

/// <summary>Times several things in turns, so that whatever slows the machine slows all of them.</summary>
internal static class Turns
{
    private static readonly TimeSpan Tiering = TimeSpan.FromMilliseconds(300);

    /// <summary>The times of each, in nanoseconds a call; the rounds of all stand beside each other.</summary>
    /// <param name="rounds">How often each is timed, after some that don't count.</param>
    /// <param name="calls">How many calls a time is of.</param>
    /// <param name="acts">What is timed.</param>
    public static double[][] Time(int rounds, int calls, params Action[] acts)
    {
        var times = Array.ConvertAll(acts, _ => new double[rounds]);
        for (var round = -Math.Min(rounds, 40); round < rounds; round++)
        {
            if (round < 0 && round % 10 == -1)
            {
                // Code is compiled anew in the background, more than once: first to be watched, then by what was seen.
                Thread.Sleep(Tiering);
            }

            // Whoever comes second finds warmer caches: they take turns.
            for (var i = 0; i < acts.Length; i++)
            {
                var turn = (i + rounds + round) % acts.Length;
                var started = Stopwatch.GetTimestamp();
                for (var call = 0; call < calls; call++)
                {
                    acts[turn]();
                }

                var time = Stopwatch.GetElapsedTime(started).TotalNanoseconds / calls;
                if (round >= 0)
                {
                    times[turn][round] = time;
                }
            }
        }

        return times;
    }

    public static double Median(IEnumerable<double> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;

    /// <summary>The median of each round's ratio.</summary>
    public static double Ratio(double[] times, double[] baseline) => Median(times.Zip(baseline, (t, b) => t / b));

    public static double Bytes(int calls, Action act)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var call = 0; call < calls; call++)
        {
            act();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)calls;
    }
}
