using CensusIncome.Data;
using MlOps;

namespace CensusIncome.Show;

/// <summary>One prediction to show.</summary>
internal sealed record Case(string Title, string WentIn, Prediction<IncomeScore> Prediction);
