namespace MlOps.Registry.Queries;

/// <summary>A version and what was said of it, as a person would keep it.</summary>
internal sealed record Known(ModelVersion Version)
{
    public HashSet<string> Tags { get; } = [];

    public bool IsRetired { get; set; }
}
