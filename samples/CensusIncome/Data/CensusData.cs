namespace CensusIncome.Data;

/// <summary>The rows to train on and the rows held out to measure on, which no trainer sees.</summary>
internal sealed record CensusData(string Source, IReadOnlyList<CensusExample> Training, IReadOnlyList<CensusExample> HeldOut)
{
    private const int HoldOutEvery = 5;

    /// <summary>The accuracy of always giving the answer that is the more frequent one in training: what a model has to beat.</summary>
    public double MajorityAccuracy
    {
        get
        {
            var majority = Training.Count(e => e.IsOver50K) * 2 > Training.Count;
            return HeldOut.Count(e => e.IsOver50K == majority) / (double)HeldOut.Count;
        }
    }

    public static CensusData Load(SampleOptions options) => options.DataPath is { } path
        ? Split(Path.GetFileName(path), AdultFile.Read(path))
        : Split("generated", CensusGenerator.Generate(options.Rows ?? SampleOptions.DefaultRows));

    private static CensusData Split(string source, IReadOnlyList<CensusExample> all)
    {
        var data = new CensusData(
            source,
            [.. all.Where((_, i) => i % HoldOutEvery != 0)],
            [.. all.Where((_, i) => i % HoldOutEvery == 0)]);
        return HasBothAnswers(data.Training) && HasBothAnswers(data.HeldOut)
            ? data
            : throw new UsageException($"'{source}' has people of one income only; there is nothing to learn.");
    }

    private static bool HasBothAnswers(IReadOnlyList<CensusExample> examples) => examples.DistinctBy(e => e.IsOver50K).Count() == 2;
}
