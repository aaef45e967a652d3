using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlOps.Registry.Json;

/// <summary>Golden predictions know their own JSON; this puts it into a record's.</summary>
internal sealed class GoldenSetConverter : JsonConverter<GoldenSet>
{
    public override GoldenSet Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return GoldenSet.FromJson(document.RootElement.GetRawText());
    }

    public override void Write(Utf8JsonWriter writer, GoldenSet value, JsonSerializerOptions options) => writer.WriteRawValue(value.ToJson());
}
