using System.Diagnostics;
using System.Globalization;

namespace MlOps.Registry.Sqlite.Processes;

public sealed class ProcessTests : IDisposable
{
    private readonly TemporaryRegistry _registry = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_at_any_moment_it_loses_nothing_acknowledged_and_shows_nothing_half_made()
    {
        var random = new Random(20261123);
        var acknowledged = (Version: 0, Deployment: 0);
        for (var round = 0; round < 8; round++)
        {
            using var worker = Start(count: 100_000);
            for (var lines = random.Next(1, 30); lines > 0 && await worker.StandardOutput.ReadLineAsync(Stop) is { } line; lines--)
            {
                acknowledged = Read(line, acknowledged);
            }

            // Spinning for a part of a call moves the kill to any point of it.
            SpinWait.SpinUntil(() => false, random.Next(0, 12));
            worker.Kill();
            foreach (var line in (await worker.StandardOutput.ReadToEndAsync(Stop)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                acknowledged = Read(line, acknowledged);
            }

            await worker.WaitForExitAsync(Stop);
            await CheckAsync(acknowledged);
        }
    }

    [Fact]
    public async Task Processes_that_begin_a_registry_together_lose_nothing_and_give_no_number_twice()
    {
        var workers = Enumerable.Range(0, 3).Select(_ => Start(count: 8)).ToList();

        var outputs = await Task.WhenAll(workers.Select(w => w.StandardOutput.ReadToEndAsync(Stop)));

        await Task.WhenAll(workers.Select(w => w.WaitForExitAsync(Stop)));
        Assert.All(workers, w => Assert.Equal(0, w.ExitCode));
        workers.ForEach(w => w.Dispose());
        var lines = outputs.SelectMany(o => o.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Select(l => l.Trim()).ToList();
        Assert.Equal(Enumerable.Range(1, 24).Select(n => $"v {n}").Order(), lines.Where(l => l[0] == 'v').Order());
        Assert.Equal(Enumerable.Range(1, 24).Select(n => $"d {n}").Order(), lines.Where(l => l[0] == 'd').Order());
        await CheckAsync((24, 24));
    }

    [Fact]
    public async Task A_deployment_of_another_process_is_seen()
    {
        var registry = _registry.Open();
        await using var watch = registry.WatchAsync(Stop).GetAsyncEnumerator(Stop);
        using var worker = Start(count: 1);

        Assert.True(await watch.MoveNextAsync());

        Assert.Equal((1, 1), (watch.Current.Number, watch.Current.Plan.LiveVersion));
        await worker.WaitForExitAsync(Stop);
    }

    public void Dispose() => _registry.Dispose();

    private async Task CheckAsync((int Version, int Deployment) acknowledged)
    {
        var registry = _registry.Open();
        var versions = await registry.ListVersionsAsync("income", Stop).ToListAsync(Stop);
        Assert.Equal(Enumerable.Range(1, versions.Count), versions.Select(v => v.Number));
        Assert.InRange(versions.Count, acknowledged.Version, acknowledged.Version + 1);
        foreach (var version in versions)
        {
            await using var bytes = await registry.OpenAsync(version, Stop);
            Assert.Equal(200_000, bytes.Length);
        }

        var history = await registry.GetHistoryAsync("income", Stop).ToListAsync(Stop);
        Assert.Equal(Enumerable.Range(1, history.Count).Reverse(), history.Select(d => d.Number));
        Assert.InRange(history.Count, acknowledged.Deployment, acknowledged.Deployment + 1);
        Assert.All(history, d => Assert.InRange(d.Plan.LiveVersion, 1, versions.Count));
        _registry.Close();
    }

    private static (int Version, int Deployment) Read(string line, (int Version, int Deployment) before)
    {
        // The last line of a killed process may be cut.
        if (line.Split(' ') is not [var kind, var text] || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return before;
        }

        return kind == "v" ? (Math.Max(before.Version, number), before.Deployment) : (before.Version, Math.Max(before.Deployment, number));
    }

    private Process Start(int count) => Process.Start(new ProcessStartInfo(
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
        ["exec", typeof(ProcessTests).Assembly.Location, Worker.Verb, _registry.Directory, count.ToString(CultureInfo.InvariantCulture)])
    {
        RedirectStandardOutput = true,
        UseShellExecute = false,
    })!;
}
