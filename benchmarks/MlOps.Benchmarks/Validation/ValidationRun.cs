namespace MlOps.Benchmarks.Validation;

/// <summary>What checking rows and batches costs: each figure beside its limit.</summary>
internal static class ValidationRun
{
    private const string AssertTime = "--assert-time";

    private static readonly (string Name, Action<Figures> Run)[] Parts =
        [("row", OneRow.Run), ("batch", MillionRows.Run), ("columns", ManyColumns.Run), ("rules", ManyRules.Run)];

    /// <param name="options">Names of parts, of which none means all of them, and whether to judge.</param>
    /// <returns>1 where something is above its limit and that was to be judged, or an option isn't known; else 0.</returns>
    public static int Run(IReadOnlyCollection<string> options)
    {
        var names = options.Where(o => o is not AssertTime).ToList();
        if (names.Find(n => Parts.All(p => p.Name != n)) is { } unknown)
        {
            Console.WriteLine($"There is no option '{unknown}'. There are {string.Join(", ", Parts.Select(p => p.Name))}, and {AssertTime}, which ends with 1 where a limit is passed.");
            return 1;
        }

        var figures = new Figures();
        foreach (var (_, run) in Parts.Where(p => names.Count == 0 || names.Contains(p.Name)))
        {
            run(figures);
        }

        Console.WriteLine(figures.Above == 0 ? "all within their limits" : $"{figures.Above} above their limits");
        return figures.Above > 0 && options.Contains(AssertTime) ? 1 : 0;
    }
}
