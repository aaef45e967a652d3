namespace MlOps.Registry.Stores;

/// <summary>One deployment as a store keeps it: what it is found by, and the whole record as text.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Number">1, 2, 3 … within the model.</param>
/// <param name="Document">The record as JSON. A store gives it back letter by letter and needn't understand it.</param>
public sealed record DeploymentEntry(string Model, int Number, string Document)
{
    /// <summary>Its place among the deployments of all models, which the store gives when it adds the entry; 0 until then.</summary>
    public long Sequence { get; init; }
}
