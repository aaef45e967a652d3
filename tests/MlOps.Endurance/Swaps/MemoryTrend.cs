using System.Globalization;

namespace MlOps.Endurance.Swaps;

/// <summary>What memory was in use after how many swaps, and whether it grows.</summary>
internal sealed class MemoryTrend
{
    // A model or a generation that stays costs a hundred times as much a swap.
    private const double MostPerSwap = 1024;

    // Fewer look at what starts up, not at what leaks.
    private const int LeastSwaps = 200;

    private readonly List<(int Swaps, double Managed, double Process)> _samples = [];

    public void Add(int swaps, long managed, long process) => _samples.Add((swaps, managed, process));

    /// <summary>The growth by swap over the last four fifths of the swaps.</summary>
    public (double Managed, double Process, int Swaps) Slope()
    {
        var all = _samples[^1].Swaps;
        var last = _samples.Where(s => s.Swaps >= all / 5).ToList();
        return (Fit(last, s => s.Managed), Fit(last, s => s.Process), last[^1].Swaps - last[0].Swaps);
    }

    public void Judge()
    {
        var (managed, _, swaps) = Slope();
        BrokenException.Unless(
            swaps < LeastSwaps || managed <= MostPerSwap, () => $"memory grows by {managed:F0} bytes a swap over the last {swaps} swaps");
    }

    /// <summary>What was in use at each look.</summary>
    public override string ToString() => string.Join(' ', _samples.Select(s => (s.Managed / 1024).ToString("F0", CultureInfo.InvariantCulture)));

    // The median of the slopes between any two looks (Theil and Sen): a buffer that some library lets go of, once, tilts it in neither
    // direction, as it would the line of least squares.
    private static double Fit(List<(int Swaps, double Managed, double Process)> samples, Func<(int Swaps, double Managed, double Process), double> of)
    {
        var slopes = samples
            .SelectMany((from, i) => samples.Skip(i + 1).Select(to => (of(to) - of(from)) / (to.Swaps - from.Swaps)))
            .Order()
            .ToArray();
        return slopes.Length == 0 ? 0 : (slopes[(slopes.Length - 1) / 2] + slopes[slopes.Length / 2]) / 2;
    }
}
