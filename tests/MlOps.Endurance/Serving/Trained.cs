using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;

namespace MlOps.Endurance.Serving;

/// <summary>A boosted forest that ML.NET trained, as bytes, with its own answers to rows: no two of them answer a row alike.</summary>
internal sealed class Trained
{
    private readonly float[] _answers;

    private Trained(ModelArtifact artifact, float[] answers) => (Artifact, _answers) = (artifact, answers);

    public ModelArtifact Artifact { get; }

    public static House[] Rows { get; } = Make(64, seed: 5, offset: 0);

    /// <param name="number">Sets it apart: it answers that many thousands more.</param>
    /// <param name="trees">How many trees it has.</param>
    /// <param name="leaves">How many leaves a tree has.</param>
    /// <param name="houses">How many rows it is trained on.</param>
    public static Trained Forest(int number, int trees, int leaves, int houses)
    {
        var ml = new MLContext(seed: 1);
        var data = ml.Data.LoadFromEnumerable(Make(houses, number, offset: 1000 * number));
        var model = ml.Transforms.Concatenate("Features", nameof(House.Rooms), nameof(House.Age), nameof(House.Distance))
            .Append(ml.Regression.Trainers.FastTree(new FastTreeRegressionTrainer.Options
            {
                NumberOfTrees = trees,
                NumberOfLeaves = leaves,
                MinimumExampleCountPerLeaf = 1,
                Seed = 1,
                NumberOfThreads = Environment.ProcessorCount,
            }))
            .Fit(data);
        using var engine = ml.Model.CreatePredictionEngine<House, Price>(model);
        return new(MLNetArtifact.Save(ml, model, data.Schema), [.. Rows.Select(row => engine.Predict(row).Score)]);
    }

    /// <summary>A model that reads a column which rows of houses don't have.</summary>
    public static ModelArtifact OfAnotherType()
    {
        var ml = new MLContext(seed: 1);
        var data = ml.Data.LoadFromEnumerable([new Flat { Floor = 1, Label = 2 }, new Flat { Floor = 2, Label = 3 }]);
        return MLNetArtifact.Save(ml, ml.Transforms.CopyColumns(nameof(Price.Score), nameof(Flat.Floor)).Fit(data), data.Schema);
    }

    /// <summary>Which of <see cref="Rows"/> a row is, told by what is kept of it; -1 where it is none.</summary>
    public static int IndexOf(House row) => Array.FindIndex(Rows, r => (r.Rooms, r.Age, r.Distance) == (row.Rooms, row.Age, row.Distance));

    /// <summary>What it answers to a row of <see cref="Rows"/>, to the bit.</summary>
    public float AnswerTo(int row) => _answers[row];

    private static House[] Make(int count, int seed, float offset)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, count).Select(_ =>
            {
                var (rooms, age, distance) = (1 + random.Next(9), 100 * random.NextSingle(), 30 * random.NextSingle());
                return new House
                {
                    Rooms = rooms, Age = age, Distance = distance, Label = offset + (50 * rooms) - age - (5 * distance) + (20 * random.NextSingle()),
                };
            }),
        ];
    }

    private sealed class Flat
    {
        public float Floor { get; init; }

        public float Label { get; init; }
    }
}
