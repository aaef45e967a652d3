namespace MlOps.Registry;

/// <summary>How many entries one query reads.</summary>
internal static class PageSize
{
    /// <summary>Enough to make queries few, small enough to hold them in memory.</summary>
    public const int Default = 100;
}
