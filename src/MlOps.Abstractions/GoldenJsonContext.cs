using System.Text.Json.Serialization;

namespace MlOps;

/// <summary>Reads and writes golden predictions without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    MaxDepth = 16)]
[JsonSerializable(typeof(GoldenDocument))]
[JsonSerializable(typeof(GoldenColumn))]
internal sealed partial class GoldenJsonContext : JsonSerializerContext;
