using System.Text.Json;

namespace MlOps.Endurance;

/// <summary>The process that started this one, as <see cref="OtherProcess"/> is to it.</summary>
internal static class ParentProcess
{
    // Console.Out would hand long lines over in pieces, and a kill between two of them would cut the line.
    private static readonly StreamWriter Output = new(Console.OpenStandardOutput(), bufferSize: 1 << 14);

    public static void Say<T>(T what)
    {
        Output.Write(JsonSerializer.Serialize(what) + '\n');
        Output.Flush();
    }

    /// <summary>The next line, or null where the parent has nothing more to say or is gone.</summary>
    public static T? Hear<T>()
        where T : class => Console.In.ReadLine() is { } line ? JsonSerializer.Deserialize<T>(line) : null;

    /// <summary>Ends this process with its parent, so that a run that was broken off leaves nothing running.</summary>
    public static void EndWithIt() => Task.Run(() =>
    {
        Console.In.ReadToEnd();
        Environment.Exit(0);
    });
}
