using System.Text.Json.Serialization;

namespace MlOps.Registry.Caching;

/// <summary>Reads and writes copies without reflection.</summary>
[JsonSerializable(typeof(PlanCopy))]
internal sealed partial class CacheJsonContext : JsonSerializerContext;
