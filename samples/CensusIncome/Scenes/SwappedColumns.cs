using CensusIncome.Show;

namespace CensusIncome.Scenes;

internal static class SwappedColumns
{
    public static async Task PlayAsync(Cast cast)
    {
        Screen.Chapter(
            "4  Two columns swapped",
            "To ML.NET a text is a text, and an unknown one is no error: it would have answered. The schema knows what belongs where.");
        var row = Cast.CleanRow;
        var swapped = row with { MaritalStatus = row.Occupation, Occupation = row.MaritalStatus };
        Screen.Show(PredictionTable.Of(await cast.AskAsync("marital status and occupation swapped", swapped)));
    }
}
