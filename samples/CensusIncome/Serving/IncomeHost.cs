using CensusIncome.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MlOps;
using MlOps.Building;

namespace CensusIncome.Serving;

/// <summary>The host: a registry in a directory, and one model served from it.</summary>
internal static class IncomeHost
{
    public const string Model = "income";

    public static IHost Build(string registryDirectory, FaultInjection faults, ModelTap tap)
    {
        var builder = Host.CreateApplicationBuilder();

        // Every fallback and rejection below is a warning in the log. Here the tables tell, so the log is silent.
        builder.Logging.ClearProviders();

        builder.Services.AddModelRegistry(o => o.Author = "census-sample").UseSqlite(registryDirectory);

        builder.Services.AddModel<CensusRow, IncomeScore>(Model)
            .FromRegistry()
            .UseMLNet()
            .ValidateInput(s => CensusSchema.RulesInCode(s))
            .ValidateOutput(s => s.Column(p => p.Probability).InRange(0, 1))
            .FallBackTo("base rate", row => new() { Probability = 0.24f })
            .AddHeuristic(
                "minors earn under 50K",
                when: (row, score) => row.Age < 18,
                change: (row, score) => score with { Probability = 0 })

            // Only the scenes need these two: one breaks models on demand, the other remembers what a model itself said.
            .AddStage(StagePoint.Model, "fault injection", faults.Wrap)
            .AddStage(StagePoint.Model, "tap", tap.Wrap);

        return builder.Build();
    }
}
