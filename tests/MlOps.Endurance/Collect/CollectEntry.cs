using System.Text.Json.Serialization;

namespace MlOps.Endurance.Collect;

/// <summary>A line that a worker writes when a call has returned.</summary>
[JsonDerivedType(typeof(Opened), "opened")]
[JsonDerivedType(typeof(Registered), "registered")]
[JsonDerivedType(typeof(Collected), "collected")]
internal abstract record CollectEntry;

/// <summary>The worker has started and opens the registry next.</summary>
internal sealed record Opened : CollectEntry;

/// <summary>A version has these bytes.</summary>
internal sealed record Registered(int Version, string Digest) : CollectEntry;

/// <summary>So much was retired and removed.</summary>
internal sealed record Collected(int Retired, int Removed) : CollectEntry;
