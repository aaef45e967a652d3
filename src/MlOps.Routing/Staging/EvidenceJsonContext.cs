using System.Text.Json.Serialization;

namespace MlOps.Routing.Staging;

/// <summary>Reads and writes evidence without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    MaxDepth = 16)]
[JsonSerializable(typeof(KeptEvidence))]
internal sealed partial class EvidenceJsonContext : JsonSerializerContext;
