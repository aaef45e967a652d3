using System.Globalization;
using MlOps.Endurance.Serving;

namespace MlOps.Endurance.Shadow;

/// <summary>What callers saw without, and beside, a shadow of one kind, and what was seen of it.</summary>
internal sealed record KindResult(ShadowKind Kind, Phase Without, Phase With, double BytesWithout, double BytesWith, CandidateEvidence Evidence)
{
    private const double Times = 1.2;

    public static string Header { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"{"times in ms, from when a call was due",-50}{"without a shadow",-18}with it\n{"a shadow that",-32}{"p50",8}{"p99",8}{"longest",9} |{"p50",8}{"p99",8}{"longest",9} |{"B/call",8}{"with it",9} |{"seen",8}{"compared",10}{"dropped",9}");

    public void JudgeTimes()
    {
        if (Kind.LeavesTimesAlone())
        {
            Serving.Times.Judge(Without, With, Times, pool: true);
        }
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Line("own threads", Without.OnOwnThreads, With.OnOwnThreads)}{BytesWithout,8:F1}{BytesWith,9:F1} |{Evidence.Seen,8:N0}{Evidence.Compared,10:N0}{Evidence.Dropped,9:N0}\n{Line("thread pool", Without.OnThePool, With.OnThePool)}");

    private string Line(string where, Latencies without, Latencies with) =>
        string.Create(CultureInfo.InvariantCulture, $"{Kind.Text() + ", " + where,-32}{Text(without)} |{Text(with)} |");

    private static string Text(Latencies took) => string.Create(
        CultureInfo.InvariantCulture,
        $"{took.Quantile(0.5).TotalMilliseconds,8:F3}{took.Quantile(0.99).TotalMilliseconds,8:F3}{took.Longest.TotalMilliseconds,9:F3}");
}
