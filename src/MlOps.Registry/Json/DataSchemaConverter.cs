namespace MlOps.Registry.Json;

internal sealed class DataSchemaConverter() : OwnJsonConverter<DataSchema>(DataSchema.FromJson, schema => schema.ToJson());
