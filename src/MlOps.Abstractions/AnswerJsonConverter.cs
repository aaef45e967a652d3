using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlOps;

/// <summary>
/// Writes the answer of a prediction: as it is written alone with the same options, but NaN and infinity by name instead of an
/// exception. It is public because source-generated serialisers name it; nothing else needs it.
/// </summary>
/// <remarks>
/// Compiled ahead of time, an answer that is a struct but no number is written by its own <see cref="JsonNumberHandlingAttribute"/>. So is
/// any answer where options have a <see cref="JsonSerializerOptions.ReferenceHandler"/>. Safe for concurrent use.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class AnswerJsonConverter : JsonConverterFactory
{
    private static readonly ConditionalWeakTable<JsonSerializerOptions, JsonSerializerOptions> Relaxed = [];

    /// <summary>True: whatever can be written can be an answer.</summary>
    public override bool CanConvert(Type typeToConvert) => true;

    /// <summary>Makes the converter for one type of answers.</summary>
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Code for classes is shared, and Of<object> is there; structs are made where code can be.")]
    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(typeToConvert);
        ArgumentNullException.ThrowIfNull(options);

        // Prediction's own attribute reaches a number. References are counted over the whole document, which Of<T> would begin anew.
        var ordinary = (Nullable.GetUnderlyingType(typeToConvert) ?? typeToConvert).IsPrimitive || options.ReferenceHandler is not null
            || (typeToConvert.IsValueType && !RuntimeFeature.IsDynamicCodeSupported);
        return ordinary ? options.GetTypeInfo(typeToConvert).Converter
            : typeToConvert == typeof(object) ? new Of<object>()
            : (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert))!;
    }

    private static JsonSerializerOptions Relax(JsonSerializerOptions options) => Relaxed.GetValue(
        options, o => new(o) { NumberHandling = o.NumberHandling | JsonNumberHandling.AllowNamedFloatingPointLiterals });

    private sealed class Of<T> : JsonConverter<T>
    {
        // What an absent answer looks like is for its own converter to say, too.
        public override bool HandleNull => true;

        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException(
            "A prediction is written as JSON and not read back: what answered and why is of the host that made it. Read the parts that you "
            + "need into a type of your own.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value, Relax(options).GetTypeInfo(typeof(T)));
    }
}
