using System.Globalization;

namespace MlOps.Benchmarks;

/// <summary>Prints figures as they come, each beside its limit where it has one, and counts those above.</summary>
internal sealed class Figures
{
    public int Above { get; private set; }

    public static void Title(string title) => Console.WriteLine($"\n{title}");

    public void Add(string what, double figure, string unit, double? limit = null)
    {
        var isAbove = figure > limit;
        Above += isAbove ? 1 : 0;
        var said = limit is null ? "" : $"limit {limit.Value.ToString("0.##", CultureInfo.InvariantCulture)}{(isAbove ? "  ABOVE" : "")}";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-64} {figure,10:0.###} {unit,-6} {said}").TrimEnd());
    }
}
