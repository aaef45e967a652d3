using CensusIncome.Data;
using MlOps;
using MlOps.Building;

namespace CensusIncome.Serving;

/// <summary>Remembers what the last model that was asked answered itself, before any domain rule.</summary>
internal sealed class ModelTap
{
    public IncomeScore? LastAnswer { get; private set; }

    public IModel<CensusRow, IncomeScore> Wrap(StageContext<IncomeScore> context, IModel<CensusRow, IncomeScore> inner) => new Stage(this, inner);

    private sealed class Stage(ModelTap tap, IModel<CensusRow, IncomeScore> inner) : IModel<CensusRow, IncomeScore>
    {
        public async ValueTask<Prediction<IncomeScore>> PredictAsync(CensusRow input, CancellationToken cancellationToken)
        {
            var answer = await inner.PredictAsync(input, cancellationToken);
            tap.LastAnswer = answer.ValueOrDefault;
            return answer;
        }
    }
}
