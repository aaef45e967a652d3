namespace MlOps.Benchmarks.Registry;

/// <summary>What the registry costs on its embedded store: each figure beside its limit.</summary>
internal static class RegistryRun
{
    private const string AssertTime = "--assert-time";
    private const string WithoutLarge = "--without-large";
    private const string Large = "large";

    private static readonly (string Name, Func<Figures, Task> RunAsync)[] Parts =
        [("models", ManyModels.RunAsync), ("versions", ManyVersions.RunAsync), ("register", AgainstByHand.RunAsync), (Large, LargeArtifact.RunAsync)];

    /// <param name="options">Names of parts, of which none means all of them, and whether to judge.</param>
    /// <returns>1 where something is above its limit and that was to be judged, or an option isn't known; else 0.</returns>
    public static async Task<int> RunAsync(IReadOnlyCollection<string> options)
    {
        var names = options.Where(o => o is not (AssertTime or WithoutLarge)).ToList();
        if (names.Find(n => Parts.All(p => p.Name != n)) is { } unknown)
        {
            Console.WriteLine(
                $"There is no option '{unknown}'. There are {string.Join(", ", Parts.Select(p => p.Name))}, {AssertTime}, which ends with 1 where a limit is passed, "
                + $"and {WithoutLarge}, which leaves 1 GB out.");
            return 1;
        }

        var figures = new Figures();
        foreach (var (_, runAsync) in Parts.Where(p => names.Contains(p.Name) || (names.Count == 0 && (p.Name != Large || !options.Contains(WithoutLarge)))))
        {
            await runAsync(figures);
        }

        Console.WriteLine(figures.Above == 0 ? "all within their limits" : $"{figures.Above} above their limits");
        return figures.Above > 0 && options.Contains(AssertTime) ? 1 : 0;
    }
}
