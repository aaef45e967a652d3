using System.Text.Json.Serialization;

namespace MlOps.Endurance.Crash;

/// <summary>A line that the worker writes: what it is about to try, and that it was acknowledged.</summary>
[JsonDerivedType(typeof(Ready), "ready")]
[JsonDerivedType(typeof(Registering), "registering")]
[JsonDerivedType(typeof(Changing), "changing")]
[JsonDerivedType(typeof(Acknowledged), "acknowledged")]
internal abstract record JournalEntry;

/// <summary>The worker has started and opens the registry next.</summary>
internal sealed record Ready : JournalEntry;

/// <summary>It tries to register these bytes.</summary>
internal sealed record Registering(string Id, int Seed, int Size, string Digest) : JournalEntry;

/// <summary>It tries to put a plan in force, by deploying it or by rolling back to it.</summary>
/// <param name="Plan">The plan as a person writes it.</param>
/// <param name="AwayFrom">The version that a roll-back leaves; null for a deployment.</param>
internal sealed record Changing(string Plan, int? AwayFrom) : JournalEntry;

/// <summary>The call returned with this number.</summary>
internal sealed record Acknowledged(int Number) : JournalEntry;
