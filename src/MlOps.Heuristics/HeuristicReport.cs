using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace MlOps;

/// <summary>The rules of one model on one host and what they did since it started.</summary>
public sealed record HeuristicReport
{
    /// <summary>The model's name.</summary>
    public required string Model { get; init; }

    /// <summary>When the report was made.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The rules in force, in their order.</summary>
    public ImmutableArray<HeuristicStatus> Rules { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>What someone should look at.</summary>
    public ImmutableArray<HeuristicFinding> Findings { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>A table for people, a rule a line, and then the findings.</summary>
    public override string ToString()
    {
        var width = Math.Max(4, Rules.Select(r => r.Name.Length).DefaultIfEmpty().Max());
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{"rule".PadRight(width)} {"runs",10} {"changed",10} {"withheld",10} {"dry",10} {"failed",10} {"mean change",12}");
        foreach (var rule in Rules)
        {
            var counts = string.Create(
                CultureInfo.InvariantCulture,
                $"{rule.Name.PadRight(width)} {rule.Runs,10} {rule.Changes,10} {rule.Suppressions,10} {rule.DryRuns,10} {rule.Failures,10} {rule.MeanChange,12:0.####}");
            text.Append('\n').Append(counts.TrimEnd());
        }

        foreach (var finding in Findings)
        {
            text.Append('\n').Append(finding);
        }

        return text.ToString();
    }
}
