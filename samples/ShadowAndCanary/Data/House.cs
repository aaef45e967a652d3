using Microsoft.ML.Data;
using MlOps;

namespace ShadowAndCanary.Data;

/// <summary>What a customer wants to know the price of: the row.</summary>
public record House
{
    /// <summary>Who asks. A canary sticks to it; no model sees it, and no report shows it.</summary>
    [NoColumn]
    [ModelColumn(Sensitive = true)]
    public string Customer { get; init; } = "";

    /// <summary>In square metres.</summary>
    public float Area { get; init; } = float.NaN;

    public float Rooms { get; init; } = float.NaN;

    /// <summary>In years.</summary>
    public float Age { get; init; } = float.NaN;

    /// <summary>How far it is to the next station, which not every advertisement tells.</summary>
    public float KmToStation { get; init; } = float.NaN;
}
