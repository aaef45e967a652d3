using System.Globalization;
using System.Text;

namespace MlOps.Endurance.Serving;

/// <summary>Compares what calls took in a phase with what they took without it.</summary>
internal static class Times
{
    private static readonly TimeSpan Leeway = TimeSpan.FromMilliseconds(1);

    public static string Table(params Phase[] phases)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{"times in ms, from when a call was due",-40}{"calls",9}{"p50",9}{"p99",9}{"p99.9",9}{"longest",9}");
        foreach (var phase in phases)
        {
            Line("own threads", phase.OnOwnThreads);
            Line("thread pool", phase.OnThePool);
            text.Append(CultureInfo.InvariantCulture, $"\n{phase.Name}, {phase.Runtime}");

            void Line(string where, Latencies took) => text.Append(
                CultureInfo.InvariantCulture,
                $"\n{phase.Name + ", " + where,-40}{took.Count,9:N0}{Ms(took.Quantile(0.5)),9:F3}{Ms(took.Quantile(0.99)),9:F3}{Ms(took.Quantile(0.999)),9:F3}{Ms(took.Longest),9:F3}");
        }

        return text.ToString();
    }

    /// <summary>
    /// p99 is at most that many times that without, or a millisecond above it, whichever is more: of the calls that the two threads make, and,
    /// where it is asked for, of those that they hand to the pool. These wait for one of its threads, too, which Linux with two processors
    /// often wakes behind one that is busy, though the other has nothing to do.
    /// </summary>
    public static void Judge(Phase without, Phase with, double times = 2, bool pool = false)
    {
        Judge("own threads", without.OnOwnThreads, with.OnOwnThreads);
        if (pool)
        {
            Judge("thread pool", without.OnThePool, with.OnThePool);
        }

        void Judge(string where, Latencies quiet, Latencies busy)
        {
            var (p99, limit) = (busy.Quantile(0.99), Limit(quiet.Quantile(0.99), times));
            BrokenException.Unless(
                p99 <= limit,
                () => string.Create(CultureInfo.InvariantCulture, $"p99 {with.Name} on {where} is {Ms(p99):F3} ms; {without.Name} it may be up to {Ms(limit):F3} ms"));
        }
    }

    public static TimeSpan Limit(TimeSpan quiet, double times) => TimeSpan.FromTicks(Math.Max((quiet * times).Ticks, (quiet + Leeway).Ticks));

    private static double Ms(TimeSpan time) => time.TotalMilliseconds;
}
