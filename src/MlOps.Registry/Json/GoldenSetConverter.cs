namespace MlOps.Registry.Json;

internal sealed class GoldenSetConverter() : OwnJsonConverter<GoldenSet>(GoldenSet.FromJson, golden => golden.ToJson());
