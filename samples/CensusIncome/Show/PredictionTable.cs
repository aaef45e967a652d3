using System.Globalization;
using CensusIncome.Data;
using MlOps;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace CensusIncome.Show;

/// <summary>Predictions side by side: what went in, what came out, who answered, and what happened on the way.</summary>
internal static class PredictionTable
{
    public static Table Of(params IReadOnlyList<Case> cases)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("");
        foreach (var shown in cases)
        {
            table.AddColumn(new TableColumn(new Text(shown.Title, new(decoration: Decoration.Bold))));
        }

        Row("went in", c => new Text(c.WentIn));
        Row("outcome", c => new Text(Outcome(c.Prediction), new(Colour(c.Prediction.Outcome))));
        Row("P(over 50K)", c => new Text(c.Prediction.TryGetValue(out var score) ? Probability(score) : "–"));
        Row("answered by", c => new Text(c.Prediction.Route?.ToString() ?? "nobody"));
        Row("assigned to", c => new Text(c.Prediction.Assigned?.ToString() ?? "nobody"));
        Row("attempts", c => Lines(c.Prediction.Attempts, Attempt));
        Row("violations", c => c.Prediction.Violations.Count == 0 ? new Text("–") : Violations(c.Prediction.Violations));
        Row("heuristics", c => Lines(c.Prediction.Heuristics, h => h.ToString()));
        return table;

        void Row(string name, Func<Case, IRenderable> cell) => table.AddRow([new Text(name), .. cases.Select(cell)]);
    }

    public static string Probability(IncomeScore score) => score.Probability.ToString("F3", CultureInfo.InvariantCulture);

    private static string Outcome(Prediction<IncomeScore> prediction) =>
        prediction.Reason == UnavailableReason.None ? $"{prediction.Outcome}" : $"{prediction.Outcome}: {prediction.Reason}";

    private static string Attempt(RouteAttempt attempt) => attempt.Exception is { } e
        ? $"{attempt.Route}: {attempt.Failure}, {e.GetType().Name}: {e.Message}"
        : attempt.ToString();

    private static Color Colour(PredictionOutcome outcome) => outcome == PredictionOutcome.Answered ? Color.Green : Color.Red;

    private static Text Lines<T>(IReadOnlyList<T> items, Func<T, string> line) =>
        new(items.Count == 0 ? "–" : string.Join("\n", items.Select(line)));

    private static Table Violations(IReadOnlyList<Violation> violations)
    {
        var table = new Table().Border(TableBorder.None).AddColumns("column", "rule", "severity", "expected", "observed");
        foreach (var v in violations)
        {
            string[] cells = [Or(v.Column, "(row)"), v.Rule, $"{v.Severity}", v.Expected, Or(v.Observed, "–")];
            table.AddRow(cells.Select(c => new Text(c)));
        }

        return table;
    }

    private static string Or(string text, string whenEmpty) => text.Length == 0 ? whenEmpty : text;
}
