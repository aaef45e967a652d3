namespace MlOps;

/// <summary>A named value that differs between two versions.</summary>
/// <param name="Name">The parameter, package or fact.</param>
/// <param name="Before">What it was; null where it wasn't there.</param>
/// <param name="After">What it is; null where it isn't there.</param>
public sealed record ValueChange(string Name, string? Before, string? After)
{
    /// <summary>One line: <c>trees: 100 became 200</c>.</summary>
    public override string ToString() => (Before, After) switch
    {
        (null, _) => $"{Name}: {After}, new",
        (_, null) => $"{Name}: {Before}, gone",
        _ => $"{Name}: {Before} became {After}",
    };
}
