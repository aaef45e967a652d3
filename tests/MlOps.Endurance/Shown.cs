namespace MlOps.Endurance;

/// <summary>All that a registry shows of the model, held to what must be so whatever happened before.</summary>
internal sealed class Shown
{
    private readonly IModelRegistry? _registry;

    private Shown(IModelRegistry? registry, List<ModelVersion> versions, List<Deployment> history) => (_registry, Versions, History) = (registry, versions, history);

    /// <summary>What a registry shows that nobody has used.</summary>
    public static Shown Nothing { get; } = new(null, [], []);

    public IReadOnlyList<ModelVersion> Versions { get; }

    /// <summary>First to latest.</summary>
    public IReadOnlyList<Deployment> History { get; }

    /// <exception cref="BrokenException">It isn't whole.</exception>
    public static async Task<Shown> ReadAsync(IModelRegistry registry)
    {
        var versions = await registry.ListVersionsAsync(OpenRegistry.Model).ToListAsync();
        var history = await registry.GetHistoryAsync(OpenRegistry.Model).Reverse().ToListAsync();
        var inForce = await registry.GetDeploymentAsync(OpenRegistry.Model);
        CheckSeries("versions", [.. versions.Select(v => (v.Number, v.RegisteredAt))]);
        CheckSeries("deployments", [.. history.Select(d => (d.Number, d.At))]);
        BrokenException.Unless(inForce == history.LastOrDefault(), () => $"{inForce} is in force, and the history ends with {history.LastOrDefault()}");
        foreach (var deployment in history)
        {
            BrokenException.Unless(
                deployment.Plan.Versions.All(v => v >= 1 && v <= versions.Count), () => $"{deployment} names a version beyond v{versions.Count}, the last");
        }

        return new(registry, versions, history);
    }

    /// <summary>Opens versions, which compares their bytes with their digests.</summary>
    /// <param name="after">Those up to this number are left out.</param>
    public async Task OpenAllAsync(int after = 0)
    {
        foreach (var version in Versions.Skip(after))
        {
            await OpenAsync(version);
        }
    }

    public async Task OpenAsync(ModelVersion version)
    {
        try
        {
            await using var opened = await _registry!.OpenAsync(version);
            BrokenException.Unless(opened.Length == version.Artifact.Size, () => $"{version} opens with {opened.Length} of {version.Artifact.Size} bytes");
        }
        catch (ArtifactException e)
        {
            throw new BrokenException(e.Message);
        }
    }

    private static void CheckSeries(string what, (int Number, DateTimeOffset At)[] series)
    {
        BrokenException.Unless(
            series.Select(s => s.Number).SequenceEqual(Enumerable.Range(1, series.Length)),
            () => $"the numbers of {what} are not 1 to {series.Length}: {string.Join(' ', series.Select(s => s.Number))}");
        BrokenException.Unless(
            series.Zip(series.Skip(1)).All(pair => pair.First.At <= pair.Second.At), () => $"time runs backwards in the {what}");
    }
}
