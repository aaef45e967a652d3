using CensusIncome.Show;

namespace CensusIncome.Scenes;

internal static class CleanRow
{
    public static async Task PlayAsync(Cast cast)
    {
        Screen.Chapter("1  A clean row", "Nothing is wrong, so the live version answers.");
        var shown = await cast.AskAsync("a clean row", Cast.CleanRow);
        Screen.Show(PredictionTable.Of(shown with { WentIn = RowText.Of(Cast.CleanRow) }));
    }
}
