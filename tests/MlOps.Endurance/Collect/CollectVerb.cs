using System.Diagnostics;

namespace MlOps.Endurance.Collect;

/// <summary>
/// Lets processes register and collect the same few bytes at once, kills all of them in the middle of it, and looks whether every
/// version that isn't retired has its bytes, and what is retired says so; over and over on one folder.
/// </summary>
internal sealed class CollectVerb : IVerb
{
    private const string Processes = "--processes";

    // Every version that ever was is looked at after each kill; this bounds what a folder grows to.
    private const int RoundsPerFolder = 20;

    private const int LinesOfEach = 12;
    private const int CallMilliseconds = 12;

    public string Name => "collect";

    public Option[] Options { get; } = [new(Processes, Default: 4, Least: 2), Option.Rounds(40), Option.Seed];

    public Tally Tally { get; } = new("what", "times");

    public async Task RunAsync(Settings settings)
    {
        var random = new Random(settings.Seed);
        foreach (var rounds in Enumerable.Range(1, settings.Rounds).Chunk(RoundsPerFolder))
        {
            var (folder, told) = (OpenRegistry.NewFolder(), new Dictionary<int, string>());
            foreach (var round in rounds)
            {
                try
                {
                    await AbuseAsync(folder, told, settings[Processes], random);
                    await InspectAsync(folder, told);
                }
                catch
                {
                    Console.WriteLine($"in round {round}, on {folder}:");
                    throw;
                }
            }

            OpenRegistry.Delete(folder);
        }
    }

    private async Task AbuseAsync(string folder, Dictionary<int, string> told, int processes, Random random)
    {
        var workers = Enumerable.Range(0, processes).Select(_ => OtherProcess.Start(CollectWorker.Verb, folder, $"{random.Next()}")).ToList();
        try
        {
            await Task.WhenAll(workers.Select(async worker =>
            {
                await worker.HearAsync<CollectEntry>();
                for (var lines = 0; lines < LinesOfEach; lines++)
                {
                    Hear(await worker.HearAsync<CollectEntry>());
                }
            }));

            // One after the other, so that those still alive meet what a killed one left.
            foreach (var worker in workers)
            {
                var delay = TimeSpan.FromMilliseconds(random.NextDouble() * CallMilliseconds);
                for (var from = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(from) < delay;)
                {
                    Thread.SpinWait(20);
                }

                foreach (var entry in await worker.KillAsync<CollectEntry>())
                {
                    Hear(entry);
                }
            }
        }
        finally
        {
            workers.ForEach(worker => worker.Dispose());
        }

        Tally.Add("kills", processes);

        void Hear(CollectEntry entry)
        {
            lock (told)
            {
                switch (entry)
                {
                    case Registered registered:
                        BrokenException.Unless(told.TryAdd(registered.Version, registered.Digest), () => $"v{registered.Version} was given to two");
                        Tally.Add("registered", 1);
                        break;
                    case Collected collected:
                        Tally.Add("collected", 1);
                        Tally.Add("retired by them", collected.Retired);
                        Tally.Add("bytes removed by them", collected.Removed);
                        break;
                }
            }
        }
    }

    private async Task InspectAsync(string folder, Dictionary<int, string> told)
    {
        using var open = new OpenRegistry(folder, "collect inspector");
        var shown = await Shown.ReadAsync(open.Registry);
        foreach (var (version, digest) in told)
        {
            BrokenException.Unless(
                version <= shown.Versions.Count && shown.Versions[version - 1].Artifact.Digest == digest, () => $"v{version} was acknowledged with {digest} and isn't there");
        }

        await CheckBytesAsync(open.Registry, shown);
        var left = (await open.Registry.PreviewCollectionAsync(RetentionPolicy.KeepAll)).Removed.Count;
        Tally.Add("bytes that kills left to be removed", left);

        // The next collection completes what was cut off.
        await open.Registry.CollectAsync(CollectWorker.Policy, new("the inspector's"));
        await CheckBytesAsync(open.Registry, shown);
        var report = await open.Registry.VerifyAsync();
        BrokenException.Unless(report.Problems.Count == 0, () => string.Join("; ", report.Problems));
        var again = await open.Registry.PreviewCollectionAsync(CollectWorker.Policy);
        BrokenException.Unless(again.Retired.Count + again.Removed.Count == 0, () => $"a second collection has something to do: {again}");
    }

    /// <summary>Each version that isn't marked has its bytes, and what is in force isn't marked.</summary>
    private static async Task CheckBytesAsync(IModelRegistry registry, Shown shown)
    {
        foreach (var version in shown.Versions)
        {
            var kinds = await registry.GetEventsAsync(OpenRegistry.Model, version.Number).Select(e => e.Kind).ToListAsync();
            if (!kinds.Contains(VersionEventKind.BytesRemoved))
            {
                await shown.OpenAsync(version);
                continue;
            }

            BrokenException.Unless(
                kinds.Count(k => k == VersionEventKind.BytesRemoved) == 1 && kinds.Contains(VersionEventKind.Retired), () => $"of {version} was said: {string.Join(", ", kinds)}");
            BrokenException.Unless(shown.History is not [.., var inForce] || !inForce.Plan.Versions.Contains(version.Number), () => $"{version} is in force, and its bytes were removed");
        }
    }
}
