using CensusIncome.Data;
using MlOps;
using MlOps.Building;

namespace CensusIncome.Serving;

/// <summary>Makes models fail for real, by their role in the plan: a stage that throws where the model would have answered.</summary>
internal sealed class FaultInjection
{
    /// <summary>The roles that fail now; none at first.</summary>
    public IReadOnlyList<RouteRole> Failing { get; set; } = [];

    public IModel<CensusRow, IncomeScore> Wrap(StageContext<IncomeScore> context, IModel<CensusRow, IncomeScore> inner) =>
        new Stage(this, context.Route.Role, inner);

    private sealed class Stage(FaultInjection faults, RouteRole role, IModel<CensusRow, IncomeScore> inner) : IModel<CensusRow, IncomeScore>
    {
        public ValueTask<Prediction<IncomeScore>> PredictAsync(CensusRow input, CancellationToken cancellationToken) =>
            faults.Failing.Contains(role)
                ? throw new InvalidOperationException("switched off")
                : inner.PredictAsync(input, cancellationToken);
    }
}
