using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlOps.Registry.Json;

/// <summary>Puts what knows its own JSON into a record's, as it stands.</summary>
internal abstract class OwnJsonConverter<T>(Func<string, T> read, Func<T, string> write) : JsonConverter<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return read(document.RootElement.GetRawText());
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteRawValue(write(value));
}
