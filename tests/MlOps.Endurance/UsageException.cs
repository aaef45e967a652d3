namespace MlOps.Endurance;

/// <summary>The arguments make no sense.</summary>
internal sealed class UsageException(string message) : Exception(message);
