using Microsoft.ML;
using MlOps;
using ShadowAndCanary.Data;

namespace ShadowAndCanary.Training;

/// <summary>Learns prices of some columns of houses. One thread and a fixed seed make it repeatable.</summary>
internal static class Trainer
{
    private const int HoldOutEvery = 5;

    public static TrainedModel Train(IReadOnlyList<Sale> sales, params string[] columns)
    {
        var ml = new MLContext(seed: 1);
        var training = ml.Data.LoadFromEnumerable(sales.Where((_, i) => i % HoldOutEvery != 0));
        Sale[] heldOut = [.. sales.Where((_, i) => i % HoldOutEvery == 0)];

        // It makes NaN of a column that is missing: nobody thought of that.
        var model = ml.Transforms.Concatenate("Features", columns)
            .Append(ml.Transforms.NormalizeMinMax("Features"))
            .AppendCacheCheckpoint(ml)
            .Append(ml.Regression.Trainers.LbfgsPoissonRegression(new() { LabelColumnName = nameof(Sale.Paid), NumberOfThreads = 1 }))
            .Fit(training);

        var metrics = ml.Regression.Evaluate(model.Transform(ml.Data.LoadFromEnumerable(heldOut)), nameof(Sale.Paid));
        return new(string.Join(", ", columns), MLNetArtifact.Save(ml, model, training.Schema), metrics.MeanAbsoluteError, heldOut.Length);
    }
}
