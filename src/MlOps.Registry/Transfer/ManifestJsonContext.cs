using System.Text.Json.Serialization;
using MlOps.Registry.Json;

namespace MlOps.Registry.Transfer;

/// <summary>Reads and writes manifests without reflection. What isn't known is refused: a digest couldn't speak for it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    MaxDepth = TransferLimits.ManifestDepth,
    Converters = [typeof(DataSchemaConverter), typeof(GoldenSetConverter)])]
[JsonSerializable(typeof(Manifest))]
[JsonSerializable(typeof(ManifestVersion))]
[JsonSerializable(typeof(ModelVersion))]
internal sealed partial class ManifestJsonContext : JsonSerializerContext;
