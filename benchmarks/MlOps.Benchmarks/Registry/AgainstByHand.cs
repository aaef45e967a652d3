using System.Security.Cryptography;

namespace MlOps.Benchmarks.Registry;

/// <summary>Registering 1 MB beside the bare durable sequence, in turns.</summary>
internal static class AgainstByHand
{
    private const int Size = 1 << 20;
    private const int Rounds = 200;
    private const string Model = "income";

    public static async Task RunAsync(Figures figures)
    {
        Figures.Title("an artifact of 1 MB: registered, against written, flushed, renamed, its folder flushed, one row committed");
        using var hand = new ByHand();
        using var folder = new BenchFolder();
        var registry = folder.Open();

        // Bytes lie in 256 folders by their digest. The first in each makes it, which a registry does once in its life.
        var first = await MakeFoldersAsync(registry);
        var written = new List<string>();
        var (bytes, artifact) = (new byte[Size], ModelArtifact.FromBytes(Array.Empty<byte>(), "test"));
        var pairs = await Timing.PairsAsync(
            Rounds,
            round =>
            {
                written.Add(hand.Keep(bytes, round));
                return Task.CompletedTask;
            },
            async _ =>
            {
                var digest = (await registry.RegisterAsync(Model, artifact, BenchFolder.Spec)).Artifact.Digest;
                written.Add(Path.Combine(folder.Path, "artifacts", digest[..2], digest));
            },
            prepare: round =>
            {
                written.ForEach(PageCache.Forget);
                written.Clear();

                // Never the same twice: bytes that are there already are put in their place again, which costs the removal of those before.
                new Random(round).NextBytes(bytes);
                artifact = ModelArtifact.FromBytes(bytes, "test");
            });

        figures.Add("by hand; median", pairs.First, "ms");
        figures.Add("registered; median", pairs.Second, "ms");
        figures.Add("ratio of medians", pairs.RatioOfMedians, "x", 1.3);
        figures.Add("median of ratios", pairs.MedianOfRatios, "x", 1.3);
        figures.Add("1 KB registered where its folder is still to be made; median", first, "ms");
    }

    private static async Task<double> MakeFoldersAsync(IModelRegistry registry)
    {
        var (made, times) = (new HashSet<byte>(), new List<double>());
        for (var seed = 0; made.Count < 256; seed++)
        {
            var bytes = new byte[1024];
            BitConverter.TryWriteBytes(bytes, seed);
            if (made.Add(SHA256.HashData(bytes)[0]))
            {
                times.Add(await Timing.MillisecondsAsync(() => registry.RegisterAsync(Model, ModelArtifact.FromBytes(bytes, "test"), BenchFolder.Spec)));
            }
        }

        return Timing.Median(times);
    }
}
