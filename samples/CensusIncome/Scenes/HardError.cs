using CensusIncome.Show;

namespace CensusIncome.Scenes;

internal static class HardError
{
    public static async Task PlayAsync(Cast cast)
    {
        Screen.Chapter(
            "3  A hard error",
            "No model is asked about a row that breaks a hard rule. The prediction lists every rule it broke, not the first.");
        Screen.Show(PredictionTable.Of(
            await cast.AskAsync("three rules broken", Cast.CleanRow with { Age = 190, MaritalStatus = null, Occupation = "Astronaut" })));
        Screen.Show(PredictionTable.Of(
            await cast.AskAsync("each value fine, together impossible", Cast.CleanRow with { Education = "Doctorate" })));
    }
}
