using MlOps.Endurance.Serving;

namespace MlOps.Endurance.Swaps;

/// <summary>The versions that a run swaps between: some that answer, each in its own way, and one for each way not to load.</summary>
internal sealed class Versions
{
    private readonly Dictionary<int, Trained> _good = [];
    private readonly Dictionary<FailureKind, int> _bad = [];
    private readonly string _artifacts;

    private Versions(string folder) => _artifacts = Path.Combine(folder, "artifacts");

    public IReadOnlyList<int> Good => [.. _good.Keys];

    public static async Task<Versions> RegisterAsync(OpenRegistry open, int good)
    {
        var versions = new Versions(open.Folder);
        Trained last = null!;
        for (var i = 1; i <= good + 1; i++)
        {
            last = Trained.Forest(i, trees: 50, leaves: 20, houses: 1000);
            if (i <= good)
            {
                versions._good[await RegisterAsync(last.Artifact, last)] = last;
            }
        }

        var bytes = await BytesOfAsync(last.Artifact);
        versions._bad[FailureKind.CutBeforeRegistering] = await RegisterAsync(ModelArtifact.FromBytes(bytes.AsMemory(0, bytes.Length / 2), MLNetArtifact.Format));
        versions._bad[FailureKind.CutOnDisk] = await RegisterAsync(last.Artifact);
        versions._bad[FailureKind.WrongType] = await RegisterAsync(Trained.OfAnotherType());
        versions._bad[FailureKind.ThrowingLoader] = await RegisterAsync(ModelArtifact.FromBytes(bytes.AsMemory(0, 100), new ThrowingRuntime().Format));
        versions._bad[FailureKind.GoldenMismatch] = await RegisterAsync(versions._good.Values.First().Artifact, last);
        var cut = await open.Registry.GetVersionAsync(OpenRegistry.Model, versions._bad[FailureKind.CutOnDisk]);
        File.SetAttributes(versions.FileOf(cut), FileAttributes.Normal);
        await File.WriteAllBytesAsync(versions.FileOf(cut), bytes[..(bytes.Length / 2)]);
        return versions;

        async Task<int> RegisterAsync(ModelArtifact artifact, Trained? golden = null) => (await open.Registry.RegisterAsync(OpenRegistry.Model, artifact, new()
        {
            Golden = golden is null ? null : GoldenSet.Capture(Trained.Rows[..3], row => new Price { Score = golden.AnswerTo(Trained.IndexOf(row)) }),
        })).Number;
    }

    public Trained this[int version] => _good.GetValueOrDefault(version) ?? throw new BrokenException($"v{version} answered, which can't be loaded");

    /// <summary>The version that fails so; null where it takes no bad version but a bad time.</summary>
    public int? Bad(FailureKind kind) => _bad.TryGetValue(kind, out var version) ? version : null;

    /// <summary>The disk with the bytes goes away, and comes back when what is returned is disposed.</summary>
    public IDisposable TakeAway() => new Away(_artifacts);

    private static async Task<byte[]> BytesOfAsync(ModelArtifact artifact)
    {
        await using var content = artifact.OpenRead();
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private string FileOf(ModelVersion version) => Path.Combine(_artifacts, version.Artifact.Digest[..2], version.Artifact.Digest);

    private sealed class Away : IDisposable
    {
        private readonly string _place;

        public Away(string place)
        {
            _place = place;
            Directory.Move(place, place + "-away");
        }

        public void Dispose() => Directory.Move(_place + "-away", _place);
    }
}
