namespace MlOps;

/// <summary>What a list is told. A change of the configuration replaces the list as a whole.</summary>
public sealed class ListOptions : HeuristicOptions
{
    /// <summary>The keys on the list. What the configuration says is added to what the code says.</summary>
    public IList<string> Values { get; } = [];

    /// <summary>Whether upper and lower case are the same. Default: false.</summary>
    public bool IgnoreCase { get; set; }
}
