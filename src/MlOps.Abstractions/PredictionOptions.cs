namespace MlOps;

/// <summary>What one call asks for beyond its row.</summary>
public sealed record PredictionOptions
{
    /// <summary>What a canary sticks to, such as a customer's id. It wins over the key that the model takes from the row.</summary>
    public string? RoutingKey { get; init; }

    /// <summary>The id that the prediction carries, so that labels and logs can join it later. Default: a new one.</summary>
    public string? Id { get; init; }

    /// <summary>Ask this version alone, without fallback and without a handler of invalid input. Only where the host allowed it; such calls count in no statistics.</summary>
    public int? OnlyVersion { get; init; }
}
