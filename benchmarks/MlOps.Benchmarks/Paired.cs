using System.Diagnostics;
using System.Globalization;

namespace MlOps.Benchmarks;

/// <summary>
/// Measures bare and guarded in interleaved chunks of one process, so that whatever slows the machine slows both, and prints the ratio of
/// each round's two times: median, 10th and 90th percentile, and the bytes that a guarded call allocates.
/// </summary>
internal static class Paired
{
    private const int Chunk = 4_000;
    private const int Rounds = 400;
    private const int WarmUp = 200_000;

    public static void Run(IReadOnlyList<string> models)
    {
        foreach (var kind in models)
        {
            using var model = GuardedModel.Create(kind);

            // Tiered compilation finishes in the background: warm up twice, with time between for it to catch up.
            Bare(model, WarmUp);
            Guarded(model, WarmUp);
            Thread.Sleep(500);
            Bare(model, WarmUp);
            Guarded(model, WarmUp);
            var bytes = BytesOf(model);
            var ratios = Ratios(model);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"paired {kind} {ratios[Rounds / 2]:0.000} {ratios[Rounds / 10]:0.000} {ratios[Rounds * 9 / 10]:0.000} {bytes:0.##}"));
        }
    }

    private static double[] Ratios(GuardedModel model)
    {
        var ratios = new double[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            // Whoever comes second finds warmer caches: they take turns.
            var (bare, guarded) = round % 2 == 0
                ? (Time(Bare, model), Time(Guarded, model))
                : Swap(Time(Guarded, model), Time(Bare, model));
            ratios[round] = guarded / bare;
        }

        Array.Sort(ratios);
        return ratios;

        static (double Bare, double Guarded) Swap(double guarded, double bare) => (bare, guarded);
    }

    private static double Time(Func<GuardedModel, int, float> run, GuardedModel model)
    {
        var started = Stopwatch.GetTimestamp();
        run(model, Chunk);
        return Stopwatch.GetElapsedTime(started).TotalNanoseconds;
    }

    private static double BytesOf(GuardedModel model)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Guarded(model, Chunk);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Chunk;
    }

    private static float Bare(GuardedModel model, int calls)
    {
        var (engine, row, score, sum) = (model.Engine, model.Row, new BenchScore(), 0f);
        for (var i = 0; i < calls; i++)
        {
            engine.Predict(row, ref score);
            sum += score.Probability;
        }

        return sum;
    }

    private static float Guarded(GuardedModel model, int calls)
    {
        var (predictor, row, sum) = (model.Predictor, model.Row, 0f);
        for (var i = 0; i < calls; i++)
        {
            sum += predictor.PredictAsync(row).GetAwaiter().GetResult().Value.Probability;
        }

        return sum;
    }
}
