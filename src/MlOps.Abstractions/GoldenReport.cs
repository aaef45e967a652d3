using System.Globalization;

namespace MlOps;

/// <summary>What came of replaying golden predictions.</summary>
public sealed record GoldenReport
{
    private const int MostLines = 10;

    /// <summary>How many rows were replayed.</summary>
    public required int Rows { get; init; }

    /// <summary>Each row and column that differs beyond its tolerance, in their order.</summary>
    public IReadOnlyList<GoldenDifference> Differences { get; init; } = [];

    /// <summary>The kept columns that the row type has no place for, so that the model was asked without them.</summary>
    public IReadOnlyList<string> NotGiven { get; init; } = [];

    /// <summary>The kept columns that the answer type lacks, so that they were not compared. Some column always is.</summary>
    public IReadOnlyList<string> NotCompared { get; init; } = [];

    /// <summary>Whether every answer was as it had been.</summary>
    public bool IsMatch => Differences.Count == 0;

    /// <summary>The result in a line, then the first differences, each in a line of its own.</summary>
    public override string ToString()
    {
        var differing = Differences.Select(d => d.Row).Distinct().Count();
        string[] lines =
        [
            string.Create(CultureInfo.InvariantCulture, $"{differing} of {Rows} golden rows differ, in {Differences.Count} {(Differences.Count == 1 ? "value" : "values")}"),
            .. Differences.Take(MostLines).Select(d => d.ToString()),
            .. Differences.Count > MostLines ? [string.Create(CultureInfo.InvariantCulture, $"and {Differences.Count - MostLines} more")] : Array.Empty<string>(),
            .. NotGiven.Count > 0 ? [$"the row type has no place for {string.Join(", ", NotGiven)}"] : Array.Empty<string>(),
            .. NotCompared.Count > 0 ? [$"the answer type lacks {string.Join(", ", NotCompared)}"] : Array.Empty<string>(),
        ];
        return string.Join('\n', lines);
    }
}
