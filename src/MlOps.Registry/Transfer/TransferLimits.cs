namespace MlOps.Registry.Transfer;

/// <summary>What one file holds at most. The writer keeps to it, so that what was exported can be imported.</summary>
internal static class TransferLimits
{
    public const int Versions = 10_000;

    /// <summary>More than <see cref="Versions.SpecRules.MaxRecordBytes"/>, so that each version fits at least alone.</summary>
    public const int ManifestBytes = 64 << 20;

    /// <summary>Levels of JSON; a schema has the most.</summary>
    public const int ManifestDepth = 32;

    /// <summary>What is read of an archive to list its entries: a list of <see cref="Versions"/> takes 1.5 MB.</summary>
    public const long DirectoryBytes = 4 << 20;
}
