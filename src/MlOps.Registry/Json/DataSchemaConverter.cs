using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlOps.Registry.Json;

/// <summary>A schema knows its own JSON; this puts it into a record's.</summary>
internal sealed class DataSchemaConverter : JsonConverter<DataSchema>
{
    public override DataSchema Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return DataSchema.FromJson(document.RootElement.GetRawText());
    }

    public override void Write(Utf8JsonWriter writer, DataSchema value, JsonSerializerOptions options) => writer.WriteRawValue(value.ToJson());
}
