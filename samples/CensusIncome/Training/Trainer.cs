using System.Diagnostics;
using CensusIncome.Data;
using CensusIncome.Show;
using Microsoft.ML;
using MlOps;
using Spectre.Console;

namespace CensusIncome.Training;

/// <summary>Trains recipes one after the other and shows how far it is.</summary>
internal static class Trainer
{
    private const int Steps = 4;

    public static TrainedModel[] Train(CensusData data, params Recipe[] recipes) => AnsiConsole.Profile.Capabilities.Interactive
        ? TrainWithBars(data, recipes)
        : [.. recipes.Select(recipe => TrainWithLine(data, recipe))];

    private static TrainedModel[] TrainWithBars(CensusData data, Recipe[] recipes) => AnsiConsole
        .Progress()
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new ElapsedTimeColumn(), new SpinnerColumn())
        .Start(progress =>
        {
            var tasks = recipes.Select(r => progress.AddTask(r.Name, autoStart: false, maxValue: Steps)).ToArray();
            return recipes.Select((recipe, i) =>
            {
                tasks[i].StartTask();
                return Train(data, recipe, () => tasks[i].Increment(1));
            }).ToArray();
        });

    private static TrainedModel TrainWithLine(CensusData data, Recipe recipe)
    {
        Screen.Say($"Training {recipe.Name} …");
        return Train(data, recipe, () => { });
    }

    private static TrainedModel Train(CensusData data, Recipe recipe, Action step)
    {
        var watch = Stopwatch.StartNew();
        var ml = new MLContext(seed: 1);
        var training = ml.Data.LoadFromEnumerable(data.Training);
        var heldOut = ml.Data.LoadFromEnumerable(data.HeldOut);
        step();

        var model = recipe.Pipeline(ml).Fit(training);
        var took = watch.Elapsed;
        step();

        var metrics = ml.BinaryClassification.Evaluate(model.Transform(heldOut), nameof(CensusExample.IsOver50K));
        step();

        var artifact = MLNetArtifact.Save(ml, model, training.Schema);
        step();
        return new(recipe.Name, artifact, metrics.Accuracy, metrics.AreaUnderRocCurve, data.HeldOut.Count, took);
    }
}
