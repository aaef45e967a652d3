namespace MlOps;

public sealed record CensusRow
{
    public float Age { get; init; }

    public float HoursPerWeek { get; init; }

    public string? Workclass { get; init; }

    public string? PersonId { get; init; }

    public int Children { get; init; }

    public long? Income { get; init; }

    public bool Married { get; init; }

    public bool? Veteran { get; init; }

    public double? Score { get; init; }
}
