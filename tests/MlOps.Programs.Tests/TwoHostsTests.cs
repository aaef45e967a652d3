using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using MlOps;

namespace IncomeApi;

public sealed class TwoHostsTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(2);
    private readonly TemporaryDirectory _directory = new();
    private readonly List<Process> _processes = [];
    private readonly CancellationTokenSource _patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    [Fact]
    public async Task Two_hosts_follow_a_deployment_of_a_third_process_within_two_seconds()
    {
        _patience.CancelAfter(TimeSpan.FromMinutes(2));
        using (var pipeline = new ServiceCollection().AddModelRegistry().UseSqlite(_directory.Path).Services.BuildServiceProvider())
        {
            await RegistryProgram.RegisterAsync(pipeline.GetRequiredService<IModelRegistry>());
        }

        Process[] hosts = [Start(OtherProcess.ServeVerb), Start(OtherProcess.ServeVerb)];
        foreach (var host in hosts)
        {
            Assert.Equal(2, (await ReadAsync(host)).Version);
        }

        foreach (var version in new[] { 1, 2, 1 })
        {
            var deployed = await ReadAsync(Start(OtherProcess.DeployVerb, version.ToString(CultureInfo.InvariantCulture)));
            foreach (var host in hosts)
            {
                var answered = await ReadAsync(host);
                var taken = Stopwatch.GetElapsedTime(deployed.At, answered.At);
                output.WriteLine($"Host {Array.IndexOf(hosts, host) + 1} answered by v{answered.Version} {taken.TotalMilliseconds:F0} ms after the deployment.");
                Assert.Equal(version, answered.Version);
                Assert.True(taken < Promised, $"It took {taken}.");
            }
        }
    }

    public void Dispose()
    {
        _processes.ForEach(p => p.Kill(entireProcessTree: true));
        foreach (var process in _processes)
        {
            process.WaitForExit();
            process.Dispose();
        }

        _patience.Dispose();
        _directory.Dispose();
    }

    private Process Start(string verb, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            ["exec", typeof(TwoHostsTests).Assembly.Location, verb, _directory.Path, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        _processes.Add(process);
        return process;
    }

    private async Task<(int Version, long At)> ReadAsync(Process process)
    {
        var line = await process.StandardOutput.ReadLineAsync(_patience.Token);
        return line?.Split(' ') is [['v', .. var version], var at]
            ? (int.Parse(version, CultureInfo.InvariantCulture), long.Parse(at, CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"The process said '{line}'.");
    }
}
