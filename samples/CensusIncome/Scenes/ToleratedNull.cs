using CensusIncome.Show;

namespace CensusIncome.Scenes;

internal static class ToleratedNull
{
    public static async Task PlayAsync(Cast cast)
    {
        Screen.Chapter(
            "2  A tolerated null",
            "The schema tolerates some missing values: the model answers, and the prediction says what was missing, and in which way.");
        Screen.Show(PredictionTable.Of(
            await cast.AskAsync("a text is null", Cast.CleanRow with { Occupation = null }),
            await cast.AskAsync("a number is NaN", Cast.CleanRow with { HoursPerWeek = float.NaN })));
    }
}
