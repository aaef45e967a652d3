namespace WebApi;

/// <summary>An answer: how likely somebody earns over 50K.</summary>
internal sealed record Income
{
    public float Probability { get; init; }
}
