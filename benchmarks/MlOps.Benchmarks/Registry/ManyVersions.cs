namespace MlOps.Benchmarks.Registry;

/// <summary>One model with many versions beside one with few: what an operation costs doesn't depend on how many there are.</summary>
internal static class ManyVersions
{
    private const string Model = "income";
    private const int Few = 1_000;
    private const int Many = 200_000;
    private const double Limit = 1.5;
    private static readonly ModelArtifact Artifact = ModelArtifact.FromBytes(new byte[1024], "test");

    public static async Task RunAsync(Figures figures)
    {
        Figures.Title("one model: 200,000 versions against 1,000");
        using var small = new BenchFolder();
        using var large = new BenchFolder();
        await small.FillAsync(Model, Few);
        await large.FillAsync(Model, Many);
        var (few, many) = (small.Open(), large.Open());

        Add(figures, "register", await Timing.PairsAsync(100, _ => RegisterAsync(few), _ => RegisterAsync(many)));
        await ReadAsync("first page of 50", new(), new());
        await ReadAsync("page of 50 in the middle", new() { After = Few / 2 }, new() { After = Many / 2 });
        await ReadAsync("page of 50, newest first", new() { NewestFirst = true }, new() { NewestFirst = true });
        await WalkAsync(figures, many);

        async Task ReadAsync(string what, VersionQuery ofFew, VersionQuery ofMany) => Add(figures, what, await Timing.PairsAsync(
            200, _ => CountAsync(few, ofFew with { Limit = 50 }), _ => CountAsync(many, ofMany with { Limit = 50 })));
    }

    private static void Add(Figures figures, string what, Pairs pairs)
    {
        figures.Add($"{what}: with {Few:N0}; median", pairs.First, "ms");
        figures.Add($"{what}: with {Many:N0}; median", pairs.Second, "ms");
        figures.Add($"{what}: ratio of medians", pairs.RatioOfMedians, "x", Limit);
    }

    private static async Task WalkAsync(Figures figures, IModelRegistry registry)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (allocated, heap, seen) = (GC.GetTotalAllocatedBytes(precise: true), 0L, 0);
        double growth;
        using (var peak = new PeakMemory())
        {
            await foreach (var version in registry.ListVersionsAsync(Model))
            {
                if (++seen % 20_000 == 0)
                {
                    heap = Math.Max(heap, GC.GetTotalMemory(forceFullCollection: true) - before);
                }
            }

            growth = peak.GrowthInMiB;
        }

        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        figures.Add($"walk through all {Many:N0}: growth of the managed heap", heap / (double)(1 << 20), "MiB", 8);
        figures.Add($"walk through all {Many:N0}: growth of the working set at its peak", growth, "MiB");
        figures.Add("walk: allocated for a page of 100, records and all", allocated / 1024.0 / (seen / 100.0), "KiB");
        figures.Add($"best of all {Many:N0} by a metric", await Timing.MillisecondsAsync(() => CountAsync(registry, new() { BestBy = "auc" })), "ms");
    }

    private static Task<ModelVersion> RegisterAsync(IModelRegistry registry) => registry.RegisterAsync(Model, Artifact, BenchFolder.Spec);

    private static async Task CountAsync(IModelRegistry registry, VersionQuery query) => await registry.FindVersionsAsync(Model, query).CountAsync();
}
