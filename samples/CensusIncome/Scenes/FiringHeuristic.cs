using CensusIncome.Show;

namespace CensusIncome.Scenes;

internal static class FiringHeuristic
{
    public static async Task PlayAsync(Cast cast)
    {
        Screen.Chapter(
            "6  A domain rule",
            "No model needs to learn what everybody knows. The rule changes the answer, and the prediction says that it did.");
        var minor = await cast.AskAsync("a minor", Cast.CleanRow with { Age = 17, CapitalGain = 15_000 });
        var (before, after) = (cast.Tap.LastAnswer!, minor.Prediction.Value);
        Screen.Show(PredictionTable.Of(minor));
        Screen.Say($"The model itself said {PredictionTable.Probability(before)}; after the rule it is {PredictionTable.Probability(after)}.");
    }
}
