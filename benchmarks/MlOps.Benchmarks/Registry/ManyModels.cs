using System.Globalization;

namespace MlOps.Benchmarks.Registry;

/// <summary>10,000 versions over 100 models: what a host and a person ask all day.</summary>
internal static class ManyModels
{
    private const int Models = 100;
    private const int Versions = 100;

    public static async Task RunAsync(Figures figures)
    {
        Figures.Title("10,000 versions over 100 models");
        using var folder = new BenchFolder();
        for (var i = 0; i < Models; i++)
        {
            await folder.FillAsync(Name(i), Versions);
            await folder.Open().DeployAsync(Name(i), DeploymentPlan.Live(1), null, new("a benchmark"));
        }

        folder.Close();
        figures.Add("open: a new container, to its first answer; median", await Timing.MedianAsync(20, async i =>
        {
            await folder.Open().GetDeploymentAsync(Name(i));
            folder.Close();
        }), "ms", 100);
        var registry = folder.Open();
        figures.Add("get a version; median", await Timing.MedianAsync(200, i => registry.GetVersionAsync(Name(i), 50)), "ms", 5);
        figures.Add("a page of 50; median", await Timing.MedianAsync(
            200, async i => await registry.FindVersionsAsync(Name(i), new() { Limit = 50, After = i % 50 + 1 }).CountAsync()), "ms", 5);
        figures.Add("a page of 50, newest first; median", await Timing.MedianAsync(
            200, async i => await registry.FindVersionsAsync(Name(i), new() { Limit = 50, NewestFirst = true }).CountAsync()), "ms", 5);
        figures.Add("the plan in force; median", await Timing.MedianAsync(200, i => registry.GetDeploymentAsync(Name(i))), "ms", 5);
    }

    private static string Name(int at) => string.Create(CultureInfo.InvariantCulture, $"model-{at % Models:00}");
}
