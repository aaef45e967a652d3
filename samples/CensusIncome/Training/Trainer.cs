using System.Diagnostics;
using CensusIncome.Data;
using Microsoft.ML;
using MlOps;
using Spectre.Console;

namespace CensusIncome.Training;

/// <summary>Trains recipes one after the other and shows how far it is.</summary>
internal static class Trainer
{
    public static TrainedModel[] Train(CensusData data, params Recipe[] recipes) => AnsiConsole
        .Progress()
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn())
        .Start(progress =>
        {
            var tasks = recipes.Select(r => progress.AddTask(r.Name, autoStart: false, maxValue: 4)).ToArray();
            return recipes.Select((recipe, i) => Train(data, recipe, tasks[i])).ToArray();
        });

    private static TrainedModel Train(CensusData data, Recipe recipe, ProgressTask task)
    {
        task.StartTask();
        var watch = Stopwatch.StartNew();
        var ml = new MLContext(seed: 1);
        var training = ml.Data.LoadFromEnumerable(data.Training);
        var heldOut = ml.Data.LoadFromEnumerable(data.HeldOut);
        task.Increment(1);

        var model = recipe.Pipeline(ml).Fit(training);
        var took = watch.Elapsed;
        task.Increment(1);

        var metrics = ml.BinaryClassification.Evaluate(model.Transform(heldOut), nameof(CensusExample.IsOver50K));
        task.Increment(1);

        var artifact = MLNetArtifact.Save(ml, model, training.Schema);
        task.Increment(1);
        return new(recipe.Name, artifact, metrics.Accuracy, metrics.AreaUnderRocCurve, data.HeldOut.Count, took);
    }
}
