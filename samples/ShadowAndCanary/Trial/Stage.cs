using Microsoft.Extensions.DependencyInjection;
using MlOps;
using ShadowAndCanary.Data;
using ShadowAndCanary.Serving;
using ShadowAndCanary.Show;

namespace ShadowAndCanary.Trial;

/// <summary>Where the trial takes place: the running host, and the customers who go on asking it.</summary>
internal sealed class Stage(IServiceProvider services, HouseMarket market)
{
    private const int RowsAtATime = 50;

    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly IModelRegistry _registry = services.GetRequiredService<IModelRegistry>();
    private readonly IModelHost _host = services.GetRequiredService<IModelHost>();
    private readonly IPredictor<House, Price> _prices = services.GetRequiredService<IPredictor<House, Price>>();

    /// <summary>What was seen of candidates so far, the first first.</summary>
    public IReadOnlyList<CandidateEvidence> Evidence => [.. _host.GetEvidence(PriceHost.Model).Reverse()];

    /// <summary>What the host serves.</summary>
    public Deployment? Serving => _host.GetStatus(PriceHost.Model).Serving;

    /// <summary>Deploys a plan, whatever was deployed before, and returns when all of it serves.</summary>
    public async Task<Deployment> DeployAsync(DeploymentPlan plan, ChangeReason because)
    {
        var now = await _registry.GetDeploymentAsync(PriceHost.Model);
        var next = await _registry.DeployAsync(PriceHost.Model, plan, replacing: now, because);
        await _host.RefreshAsync(PriceHost.Model);
        return next;
    }

    public async Task<RollBackResult> RollBackAsync(ModelVersion awayFrom, ChangeReason because)
    {
        var result = await _registry.RollBackAsync(PriceHost.Model, awayFrom.Number, because);
        await _host.RefreshAsync(PriceHost.Model);
        return result;
    }

    /// <summary>Lets customers ask.</summary>
    /// <param name="rows">How often.</param>
    /// <param name="answers">Told who answered.</param>
    /// <param name="look">Called now and then.</param>
    public async Task AskAsync(int rows, Answers answers, Action look)
    {
        foreach (var houses in market.Questions(rows).Chunk(RowsAtATime))
        {
            foreach (var house in houses)
            {
                answers.Add(house, await _prices.PredictAsync(house));
            }

            look();
            if (Screen.IsLive)
            {
                // Somebody watches, who needs time to see it.
                await Task.Delay(Breath);
            }
        }

        // Callers never wait for the comparison, so it may be behind; what waits when the next plan comes is dropped.
        await AllComparedAsync(look).WaitAsync(Patience);
    }

    private async Task AllComparedAsync(Action look)
    {
        while (Evidence.Any(e => e.UnderWay > 0))
        {
            await Task.Delay(Breath);
            look();
        }
    }
}
