namespace ShadowAndCanary.Data;

/// <summary>A house whose price is known, to learn from.</summary>
public sealed record Sale : House
{
    /// <summary>In thousands.</summary>
    public float Paid { get; init; }
}
