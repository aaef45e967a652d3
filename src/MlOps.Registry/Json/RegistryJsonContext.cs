using System.Text.Json.Serialization;

namespace MlOps.Registry.Json;

/// <summary>Reads and writes records without reflection. What later versions of this library add to a record is skipped.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    Converters = [typeof(DataSchemaConverter), typeof(DeploymentPlanConverter), typeof(GoldenSetConverter)])]
[JsonSerializable(typeof(ModelVersion))]
[JsonSerializable(typeof(Deployment))]
[JsonSerializable(typeof(VersionEvent))]
[JsonSerializable(typeof(PlanDocument))]
internal sealed partial class RegistryJsonContext : JsonSerializerContext;
