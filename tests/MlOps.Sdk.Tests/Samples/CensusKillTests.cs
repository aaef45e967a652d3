using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace MlOps.Samples;

public sealed class CensusKillTests(ITestOutputHelper log) : IDisposable
{
    private const int Rounds = 6;

    private readonly SampleProcess _sample = new("CensusIncome");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string[] Arguments => ["--rows", SampleProcess.FewRows, "--registry", _sample.Registry];

    [Fact]
    public async Task Killed_at_any_moment_it_leaves_no_version_without_its_artifact_and_no_half_made_deployment()
    {
        var watch = Stopwatch.StartNew();
        Assert.Equal(0, (await _sample.RunAsync(Arguments)).ExitCode);
        var duration = watch.Elapsed;

        var random = new Random(20261123);
        for (var round = 0; round < Rounds; round++)
        {
            // Most of a run is training, so every other round starts the clock where the writing begins.
            var (from, limit) = round % 2 == 0 ? (null, duration) : ("Register and deploy", duration / 4);
            var delay = limit * random.NextDouble();
            await RunAndKillAsync(from, delay);
            var (versions, deployments) = await CheckAsync();
            log.WriteLine($"killed {delay.TotalMilliseconds:F0} ms after {from ?? "the start"}: {versions} versions, {deployments} deployments");
        }

        var before = await CheckAsync();
        Assert.Equal(0, (await _sample.RunAsync(Arguments)).ExitCode);
        Assert.Equal((before.Versions + 2, before.Deployments + 3), await CheckAsync());
    }

    public void Dispose() => _sample.Dispose();

    private async Task RunAndKillAsync(string? from, TimeSpan delay)
    {
        using var process = _sample.Start(Arguments);
        var error = process.StandardError.ReadToEndAsync(Stop);
        while (from is not null && await process.StandardOutput.ReadLineAsync(Stop) is { } line && !line.Contains(from, StringComparison.Ordinal))
        {
        }

        // Read on, so that a full pipe doesn't hold it up.
        var output = process.StandardOutput.ReadToEndAsync(Stop);
        process.WaitForExit(delay);
        process.Kill();
        await process.WaitForExitAsync(Stop);
        await Task.WhenAll(output, error);
    }

    private async Task<(int Versions, int Deployments)> CheckAsync()
    {
        await using var services = new ServiceCollection().AddModelRegistry().UseSqlite(_sample.Registry).Services.BuildServiceProvider();
        var registry = services.GetRequiredService<IModelRegistry>();

        var versions = await registry.ListVersionsAsync("income", Stop).ToListAsync(Stop);
        Assert.Equal(Enumerable.Range(1, versions.Count), versions.Select(v => v.Number));
        foreach (var version in versions)
        {
            // Opening checks every byte against the digest.
            await using var artifact = await registry.OpenAsync(version, Stop);
            Assert.Equal(version.Artifact.Size, artifact.Length);
        }

        var history = await registry.GetHistoryAsync("income", Stop).ToListAsync(Stop);
        Assert.Equal(Enumerable.Range(1, history.Count).Reverse(), history.Select(d => d.Number));
        Assert.All(history, d => Assert.All(d.Plan.Versions, v => Assert.InRange(v, 1, versions.Count)));
        Assert.Equal(history.FirstOrDefault()?.Number, (await registry.GetDeploymentAsync("income", Stop))?.Number);
        return (versions.Count, history.Count);
    }
}
