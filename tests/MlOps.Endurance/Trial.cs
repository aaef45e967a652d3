using System.Diagnostics;

namespace MlOps.Endurance;

/// <summary>Runs a verb and says what it found: a table, how long it took, and as the last line the verdict.</summary>
internal static class Trial
{
    public static async Task<int> RunAsync(IVerb verb, Settings settings)
    {
        Console.WriteLine($"{verb.Name} {settings}");
        var started = Stopwatch.GetTimestamp();
        string? broken = null;
        try
        {
            await verb.RunAsync(settings);
        }
        catch (BrokenException e)
        {
            broken = e.Message;
        }
        catch (Exception e)
        {
            // A registry that can't be read after a kill is as broken as one that shows the wrong thing.
            await Console.Error.WriteLineAsync(e.ToString());
            broken = $"{e.GetType().Name}: {e.Message}";
        }

        Console.WriteLine(verb.Tally);
        Console.WriteLine($"took {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s");
        Console.WriteLine(broken is null ? "held" : $"broken: {broken.ReplaceLineEndings(" ")}");
        return broken is null ? 0 : 1;
    }
}
