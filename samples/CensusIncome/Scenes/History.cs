using CensusIncome.Serving;
using CensusIncome.Show;

namespace CensusIncome.Scenes;

internal static class History
{
    public static async Task PlayAsync(Cast cast)
    {
        Screen.Chapter("8  The history", "Every change of what serves, with its reason, over all runs. Nothing is ever taken out of it.");
        Screen.Show(await HistoryTable.OfAsync(cast.Registry.GetHistoryAsync(IncomeHost.Model)));
    }
}
