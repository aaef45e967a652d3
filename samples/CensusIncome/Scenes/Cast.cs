using CensusIncome.Data;
using CensusIncome.Serving;
using CensusIncome.Show;
using Microsoft.Extensions.DependencyInjection;
using MlOps;

namespace CensusIncome.Scenes;

/// <summary>Who plays in the scenes: the running host's services, the versions released, and one row with nothing wrong.</summary>
internal sealed record Cast(IServiceProvider Services, Release Release, FaultInjection Faults, ModelTap Tap)
{
    public static CensusRow CleanRow { get; } = new()
    {
        Age = 45,
        Workclass = "Private",
        Education = "Bachelors",
        EducationLevel = 13,
        MaritalStatus = "Married-civ-spouse",
        Occupation = "Exec-managerial",
        CapitalGain = 0,
        CapitalLoss = 0,
        HoursPerWeek = 50,
        NativeCountry = "United-States",
    };

    public IPredictor<CensusRow, IncomeScore> Income { get; } = Services.GetRequiredService<IPredictor<CensusRow, IncomeScore>>();

    public IModelRegistry Registry { get; } = Services.GetRequiredService<IModelRegistry>();

    public IModelHost Host { get; } = Services.GetRequiredService<IModelHost>();

    /// <summary>Asks the model about a row, to show it.</summary>
    public async Task<Case> AskAsync(string title, CensusRow row) =>
        new(title, RowText.Changes(CleanRow, row), await Income.PredictAsync(row));
}
