namespace MlOps.Aot;

/// <summary>A model of the host's own, made by the container.</summary>
internal sealed class ScoreModel(TimeProvider time) : IModel<Applicant, Score>
{
    public ValueTask<Prediction<Score>> PredictAsync(Applicant input, CancellationToken cancellationToken) => input.Id switch
    {
        666 => throw new InvalidOperationException($"Nobody scores 666, not even at {time.GetUtcNow():u}."),
        _ => new(new Score { Probability = input.Age / 100, Points = input.Dependents, Band = "by the model" }),
    };
}
