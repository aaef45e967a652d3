using System.Diagnostics;
using CensusIncome.Serving;
using CensusIncome.Show;
using MlOps;

namespace CensusIncome.Scenes;

internal static class RollingBack
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task PlayAsync(Cast cast)
    {
        Screen.Chapter(
            "7  A roll-back",
            "Somebody rolls back in the registry, perhaps in another process. This running host is told nothing; it follows by itself.");
        var before = await cast.AskAsync("before", Cast.CleanRow);

        var result = await cast.Registry.RollBackAsync(
            IncomeHost.Model, awayFrom: cast.Release.Trees.Number, because: new("the null rate of hours-per-week jumped"));
        var watch = Stopwatch.StartNew();
        Screen.Say(result.Explanation);

        await FollowAsync(cast.Host, result.To!).WaitAsync(Patience);
        Screen.Say($"The host serves {cast.Host.GetStatus(IncomeHost.Model).Serving}, {watch.ElapsedMilliseconds} ms after the roll-back.");
        Screen.Show(PredictionTable.Of(before, await cast.AskAsync("after", Cast.CleanRow)));
    }

    private static async Task FollowAsync(IModelHost host, Deployment wanted)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (host.GetStatus(IncomeHost.Model).Serving is not { } serving || serving.Number < wanted.Number)
        {
            await timer.WaitForNextTickAsync();
        }
    }
}
