namespace MlOps;

/// <summary>A try to serve what is wanted that failed, whole or in part.</summary>
/// <param name="At">When.</param>
/// <param name="Version">The version that could not be loaded, the first where there are several; null for a file, and where nobody could tell what is wanted.</param>
/// <param name="Because">Why, of each version that could not be loaded.</param>
public sealed record LoadFailure(DateTimeOffset At, int? Version, string Because)
{
    /// <summary>One line: what, when and why.</summary>
    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{(Version is null ? "" : $"v{Version} ")}failed at {At:u}: {Because}");
}
