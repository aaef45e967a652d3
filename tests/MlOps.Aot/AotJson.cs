using System.Text.Json.Serialization;

namespace MlOps.Aot;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Prediction<Score>))]
[JsonSerializable(typeof(Prediction<float>))]
[JsonSerializable(typeof(Prediction<Forecast>))]
internal sealed partial class AotJson : JsonSerializerContext;
