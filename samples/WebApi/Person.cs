namespace WebApi;

/// <summary>A row. JSON has no NaN: a number that a client leaves out keeps this, and is missing.</summary>
internal sealed record Person
{
    public float Age { get; init; } = float.NaN;

    public float HoursPerWeek { get; init; } = float.NaN;
}
