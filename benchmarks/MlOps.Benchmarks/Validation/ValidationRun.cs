namespace MlOps.Benchmarks.Validation;

/// <summary>What checking rows and batches costs: each figure beside its limit.</summary>
internal static class ValidationRun
{
    private const string AssertTime = "--assert-time";

    /// <returns>1 where something is above its limit and that was to be judged, or an option isn't known; else 0.</returns>
    public static int Run(IReadOnlyCollection<string> options)
    {
        if (options.FirstOrDefault(o => o is not AssertTime) is { } unknown)
        {
            Console.WriteLine($"There is no option '{unknown}'. There is {AssertTime}, which ends with 1 where a limit is passed.");
            return 1;
        }

        var figures = new Figures();
        OneRow.Run(figures);
        MillionRows.Run(figures);
        ManyColumns.Run(figures);
        ManyRules.Run(figures);
        Console.WriteLine(figures.Above == 0 ? "all within their limits" : $"{figures.Above} above their limits");
        return figures.Above > 0 && options.Contains(AssertTime) ? 1 : 0;
    }
}
