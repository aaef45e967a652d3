using System.Globalization;

namespace MlOps;

/// <summary>A golden prediction that came out otherwise.</summary>
/// <param name="Row">The row, counted from 1.</param>
/// <param name="Column">The column of the answer; empty where there was no answer at all.</param>
/// <param name="Expected">What was kept, as text; <c>(hidden)</c> for a sensitive column.</param>
/// <param name="Seen">What came out, as text; <c>(hidden)</c> for a sensitive column.</param>
public sealed record GoldenDifference(int Row, string Column, string Expected, string Seen)
{
    private const int Longest = 100;

    /// <summary>Where the column is a vector, the first item that differs, counted from 0; null where its length does, or for one value.</summary>
    public int? Item { get; init; }

    /// <summary>What the model threw, or null. Its text may hold values of the row, so it stands in no message.</summary>
    public Exception? Exception { get; init; }

    /// <summary>One line: <c>row 3, Probability: expected 0.71, was 0.34</c>. A long text is cut.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"row {Row}{(Column.Length == 0 ? "" : $", {Column}")}{(Item is null ? "" : $"[{Item}]")}: expected {Cut(Expected)}, was {Cut(Seen)}");

    private static string Cut(string text) => text.Length > Longest ? text[..Longest] + "…" : text;
}
