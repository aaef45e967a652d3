using CensusIncome.Show;
using MlOps;

namespace CensusIncome.Scenes;

internal static class FailingModels
{
    public static async Task PlayAsync(Cast cast)
    {
        Screen.Chapter(
            "5  Models that fail",
            "The live model throws: the fallback version answers. That throws too: a function of the host does. The caller sees no exception.");

        cast.Faults.Failing = [RouteRole.Live];
        var live = await cast.AskAsync("live fails", Cast.CleanRow);

        cast.Faults.Failing = [RouteRole.Live, RouteRole.FallbackVersion];
        var both = await cast.AskAsync("live and fallback fail", Cast.CleanRow);

        cast.Faults.Failing = [];
        Screen.Show(PredictionTable.Of(live, both, await cast.AskAsync("all is well again", Cast.CleanRow)));
    }
}
