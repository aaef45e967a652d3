namespace MlOps.Registry.Building;

/// <summary>Options without a content, whose validation reads the keys when a host starts, and not in the middle of a load.</summary>
internal sealed class KeyCheck;
