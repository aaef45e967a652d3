namespace MlOps.Registry.Json;

/// <summary>The ids under which a store finds registrations: the caller's own, and those of what was imported, which has none of its own.</summary>
internal static class RegistrationIds
{
    /// <summary>How the ids of what was imported begin, and no caller's id.</summary>
    public const string ImportPrefix = "import:";

    public static string OfImport(string originDigest) => ImportPrefix + originDigest;

    /// <summary>The id that a version is found by; null for none.</summary>
    public static string? Of(ModelVersion version) => version.RegistrationId ?? (version.Origin is { } origin ? OfImport(origin.Digest) : null);
}
