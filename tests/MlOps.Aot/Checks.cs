namespace MlOps.Aot;

/// <summary>Prints each check, and remembers the first that broke.</summary>
internal sealed class Checks
{
    public string? FirstBroken { get; private set; }

    public void That(string what, bool holds)
    {
        Console.WriteLine($"{(holds ? "ok    " : "broken")} {what}");
        if (!holds)
        {
            FirstBroken ??= what;
        }
    }

    public void Equal<T>(string what, T expected, T actual)
    {
        var holds = EqualityComparer<T>.Default.Equals(expected, actual);
        That(holds ? what : $"{what}: expected {expected}, and it was {actual}", holds);
    }
}
