using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using MlOps;

namespace IncomeApi;

/// <summary>What this program does as another process. It says when things happened by the machine's monotonic clock, which all processes share.</summary>
internal static class OtherProcess
{
    public const string ServeVerb = "serve";
    public const string DeployVerb = "deploy";

    /// <summary>Predicts again and again, and says each time another version answers, until its input ends.</summary>
    public static async Task<int> ServeAsync(string directory)
    {
        using var host = RegistryProgram.Build(directory);
        await host.StartAsync();
        var predictor = host.Services.GetRequiredService<IPredictor<CensusRow, IncomeScore>>();
        var end = Task.Run(Console.In.ReadToEnd);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        int? last = null;
        do
        {
            var answer = await predictor.PredictAsync(new CensusRow { Age = 60, HoursPerWeek = 40 });
            if (answer.Route?.Version is { } version && version != last)
            {
                Say(version);
                last = version;
            }
        }
        while (!end.IsCompleted && await beat.WaitForNextTickAsync());

        await host.StopAsync();
        return 0;
    }

    /// <summary>Deploys a version, and says so as soon as the call returns.</summary>
    public static async Task<int> DeployAsync(string directory, int version)
    {
        using var services = new ServiceCollection().AddModelRegistry(o => o.Author = "a third process").UseSqlite(directory).Services.BuildServiceProvider();
        await RegistryProgram.DeployAsync(services.GetRequiredService<IModelRegistry>(), version);
        Say(version);
        return 0;
    }

    private static void Say(int version) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"v{version} {Stopwatch.GetTimestamp()}"));
}
