namespace MlOps.Endurance.Serving;

/// <summary>An answer.</summary>
public sealed class Price
{
    public float Score { get; set; }
}
