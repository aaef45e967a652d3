namespace MlOps.Benchmarks.Registry;

/// <summary>What the registry costs on its embedded store: each figure beside its limit.</summary>
internal static class RegistryRun
{
    private const string AssertTime = "--assert-time";
    private const string WithoutLarge = "--without-large";

    /// <returns>1 where something is above its limit and that was to be judged, or an option isn't known; else 0.</returns>
    public static async Task<int> RunAsync(IReadOnlyCollection<string> options)
    {
        if (options.FirstOrDefault(o => o is not (AssertTime or WithoutLarge)) is { } unknown)
        {
            Console.WriteLine($"There is no option '{unknown}'. There are {AssertTime}, which ends with 1 where a limit is passed, and {WithoutLarge}, which leaves 1 GB out.");
            return 1;
        }

        var figures = new Figures();
        await ManyModels.RunAsync(figures);
        await ManyVersions.RunAsync(figures);
        await AgainstByHand.RunAsync(figures);
        if (!options.Contains(WithoutLarge))
        {
            await LargeArtifact.RunAsync(figures);
        }

        Console.WriteLine(figures.Above == 0 ? "all within their limits" : $"{figures.Above} above their limits");
        return figures.Above > 0 && options.Contains(AssertTime) ? 1 : 0;
    }
}
