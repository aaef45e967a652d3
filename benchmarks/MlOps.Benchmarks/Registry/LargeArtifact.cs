using System.Security.Cryptography;

namespace MlOps.Benchmarks.Registry;

/// <summary>1 GB goes in and comes out in constant memory.</summary>
internal static class LargeArtifact
{
    private const long Size = 1L << 30;
    private const double LimitInMiB = 64;

    public static async Task RunAsync(Figures figures)
    {
        Figures.Title("an artifact of 1 GB");
        using var folder = new BenchFolder();
        var path = Path.Combine(folder.Path, "large.bin");
        await WriteAsync(path);
        var registry = folder.Open();
        ModelVersion? version = null;
        await MeasureAsync(figures, "register", async () => version = await registry.RegisterAsync("large", ModelArtifact.FromFile(path, "test"), BenchFolder.Spec));
        await MeasureAsync(figures, "open, and read to the end", async () =>
        {
            var stream = await registry.OpenAsync(version!);
            await using var _ = stream;
            await stream.CopyToAsync(Stream.Null);
        });
    }

    private static async Task MeasureAsync(Figures figures, string what, Func<Task> act)
    {
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        double growth, time;
        using (var peak = new PeakMemory())
        {
            time = await Timing.MillisecondsAsync(act);
            growth = peak.GrowthInMiB;
        }

        figures.Add($"{what}: time", time / 1000, "s");
        figures.Add($"{what}: growth of the working set at its peak", growth, "MiB", LimitInMiB);
        figures.Add($"{what}: allocated", (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)(1 << 20), "MiB", LimitInMiB);
    }

    private static async Task WriteAsync(string path)
    {
        var block = new byte[1 << 20];
        await using var file = File.Create(path);
        for (var written = 0L; written < Size; written += block.Length)
        {
            RandomNumberGenerator.Fill(block);
            await file.WriteAsync(block);
        }
    }
}
