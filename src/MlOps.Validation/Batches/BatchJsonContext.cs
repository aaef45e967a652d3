using System.Text.Json.Serialization;

namespace MlOps.Validation.Batches;

/// <summary>Writes reports without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(BatchReportDocument))]
internal sealed partial class BatchJsonContext : JsonSerializerContext;
