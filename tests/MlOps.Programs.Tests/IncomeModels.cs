using Microsoft.ML;

namespace IncomeApi;

/// <summary>Two tiny models: one says that income rises with age, the other that it falls.</summary>
internal static class IncomeModels
{
    public static (MLContext Context, ITransformer Model, DataViewSchema Schema) Rising() => Train(age => age > 45);

    public static (MLContext Context, ITransformer Model, DataViewSchema Schema) Falling() => Train(age => age < 35);

    public static void Save((MLContext Context, ITransformer Model, DataViewSchema Schema) trained, string path) =>
        trained.Context.Model.Save(trained.Model, trained.Schema, path);

    private static (MLContext Context, ITransformer Model, DataViewSchema Schema) Train(Func<float, bool> isRich)
    {
        var ml = new MLContext(seed: 1);
        var random = new Random(1);
        var rows = Enumerable.Range(0, 300).Select(_ => new TrainingRow { Age = random.Next(17, 90), HoursPerWeek = random.Next(10, 60) }).ToList();
        rows.ForEach(r => r.Label = isRich(r.Age));
        var train = ml.Data.LoadFromEnumerable(rows);
        var pipeline = ml.Transforms.Concatenate("Features", nameof(TrainingRow.Age), nameof(TrainingRow.HoursPerWeek))
            .Append(ml.BinaryClassification.Trainers.FastTree(numberOfLeaves: 4, numberOfTrees: 10, minimumExampleCountPerLeaf: 5));
        return (ml, pipeline.Fit(train), train.Schema);
    }

    private sealed class TrainingRow
    {
        public float Age { get; set; }

        public float HoursPerWeek { get; set; }

        public bool Label { get; set; }
    }
}
