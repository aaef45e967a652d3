namespace MlOps.Benchmarks.Heuristics;

/// <summary>What domain rules cost that have nothing to do: each figure beside its limit.</summary>
internal static class HeuristicsRun
{
    private const string AssertTime = "--assert-time";

    /// <returns>1 where something was allocated, where something is above another limit and that was to be judged, or an option isn't known; else 0.</returns>
    public static int Run(IReadOnlyCollection<string> options)
    {
        if (options.FirstOrDefault(o => o is not AssertTime) is { } unknown)
        {
            Console.WriteLine($"There is no option '{unknown}'. There is {AssertTime}, which ends with 1 where a limit is passed.");
            return 1;
        }

        var (times, bytes) = (new Figures(), new Figures());
        IdleRules.Run(times, bytes);
        Console.WriteLine(times.Above + bytes.Above == 0 ? "all within their limits" : $"{times.Above + bytes.Above} above their limits");
        return bytes.Above > 0 || (times.Above > 0 && options.Contains(AssertTime)) ? 1 : 0;
    }
}
