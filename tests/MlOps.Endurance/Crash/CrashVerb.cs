using System.Diagnostics;

namespace MlOps.Endurance.Crash;

/// <summary>
/// Kills a process that registers, deploys and rolls back, over and over on one folder, and looks each time whether a fresh registry
/// shows all that was acknowledged and nothing half made. A kill takes the process, not the machine: what the operating system was
/// given survives, so this tries the order of the steps and not the flushing.
/// </summary>
internal sealed class CrashVerb : IVerb
{
    // A folder's versions are all opened after every kill; this bounds what they grow to.
    private const int KillsPerFolder = 50;

    // The first kills of a folder hit while it is made, if they hit anything.
    private const int KillsWhileOpening = 3;

    // The worker needs about this long to open a registry; kills that are to hit that are spread over it.
    private const int OpeningMilliseconds = 250;

    // About the time of the longest call: a kill this long after a line hits any point of what follows.
    private const int CallMilliseconds = 12;

    private const int MostLines = 24;

    public CrashVerb() => Array.ForEach(KillPoint.All, point => Tally.Add(point));

    public string Name => "crash";

    public Option[] Options { get; } = [Option.Rounds(200), Option.Seed];

    public Tally Tally { get; } = new("killed while", "kills");

    public async Task RunAsync(Settings settings)
    {
        var random = new Random(settings.Seed);
        var (versions, deployments) = (0, 0);
        foreach (var kills in Enumerable.Range(1, settings.Rounds).Chunk(KillsPerFolder))
        {
            var (folder, truth) = (OpenRegistry.NewFolder(), new Truth());
            foreach (var (before, round) in kills.Index())
            {
                try
                {
                    var tried = await KillAsync(folder, truth, random, lines: before < KillsWhileOpening ? 0 : random.Next(MostLines));
                    await InspectAsync(folder, truth, tried);
                }
                catch
                {
                    Console.WriteLine($"after kill {round}, on {folder}:");
                    throw;
                }
            }

            (versions, deployments) = (versions + truth.Versions.Count, deployments + truth.Changes.Count);
            OpenRegistry.Delete(folder);
        }

        Console.WriteLine($"{versions} versions and {deployments} deployments came to be");
    }

    /// <returns>Whether the worker had come to try something.</returns>
    private static async Task<bool> KillAsync(string folder, Truth truth, Random random, int lines)
    {
        var tried = false;
        var delay = TimeSpan.FromMilliseconds(random.NextDouble() * (lines == 0 ? OpeningMilliseconds : CallMilliseconds));
        using var worker = OtherProcess.Start(CrashWorker.Verb, folder, $"{random.Next()}");
        await worker.HearAsync<JournalEntry>();
        for (; lines > 0; lines--)
        {
            Hear(await worker.HearAsync<JournalEntry>());
        }

        // A timer ticks in milliseconds, and a rename takes less.
        for (var from = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(from) < delay;)
        {
            Thread.SpinWait(20);
        }

        foreach (var entry in await worker.KillAsync<JournalEntry>())
        {
            Hear(entry);
        }

        return tried;

        void Hear(JournalEntry entry)
        {
            tried = true;
            truth.Hear(entry);
        }
    }

    private async Task InspectAsync(string folder, Truth truth, bool tried)
    {
        var leftovers = new Leftovers(folder);
        var temporary = leftovers.TakeTemporary();
        var underWay = truth.UnderWay;
        var hadBytes = underWay is Registering { Digest: var digest } && truth.Versions.Any(v => v.Digest == digest);

        using var open = new OpenRegistry(folder, "crash inspector");
        var shown = await Shown.ReadAsync(open.Registry);
        var came = truth.Settle(shown);
        await shown.OpenAllAsync();
        Tally.Add(tried ? KillPoint.Of(underWay, came, hadBytes, temporary, leftovers) : KillPoint.Starting, 1);
        if (underWay is Registering registering)
        {
            await RetryAsync(open.Registry, truth, registering, came);
        }
    }

    // Whoever registers with an id and hears nothing tries again, and has one version in the end.
    private static async Task RetryAsync(IModelRegistry registry, Truth truth, Registering registering, bool came)
    {
        var content = Content.Of(registering.Seed, registering.Size);
        var version = await registry.RegisterAsync(OpenRegistry.Model, content.ToArtifact(), new() { RegistrationId = registering.Id });
        if (!came)
        {
            truth.Hear(registering);
            truth.Hear(new Acknowledged(version.Number));
        }

        var shown = await Shown.ReadAsync(registry);
        truth.Settle(shown);
        BrokenException.Unless(
            version.Number == truth.Versions.Count, () => $"the retry of version {truth.Versions.Count} returned {version}");
        await shown.OpenAllAsync(after: truth.Versions.Count - 1);
    }
}
