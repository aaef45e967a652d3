using System.Collections.Immutable;
using System.Text.Json;

namespace MlOps;

/// <summary>What a row is expected to hold: columns, and rules over them. It is data, versioned with the model it belongs to.</summary>
/// <remarks>Immutable. Two schemas are equal if they say the same.</remarks>
public sealed record DataSchema
{
    /// <summary>The columns that the schema speaks of; a row may have others.</summary>
    public ImmutableArray<ColumnSchema> Columns { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Rules over the whole row.</summary>
    public ImmutableArray<RowRule> Rules { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Reads a schema from the JSON that <see cref="ToJson"/> writes.</summary>
    /// <exception cref="FormatException">The text is no schema; the message says where.</exception>
    public static DataSchema FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            var schema = JsonSerializer.Deserialize(json, SchemaJsonContext.Default.DataSchema);
            return schema is not null && !schema.Columns.Any(c => c is null || c.Rules.Contains(null!)) && !schema.Rules.Contains(null!)
                ? schema
                : throw new FormatException("This is no schema: a schema, a column or a rule is a JSON object, and one of them is null.");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException)
        {
            throw new FormatException($"This is no schema: {e.Message}", e);
        }
    }

    /// <summary>The schema as JSON, in a format that stays readable by later versions.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, SchemaJsonContext.Default.DataSchema);

    /// <inheritdoc/>
    public bool Equals(DataSchema? other) => other is not null && Columns.SequenceEqual(other.Columns) && Rules.SequenceEqual(other.Rules);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Columns.Length, Rules.Length, Columns.FirstOrDefault());
}
