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
    /// <remarks>
    /// The text may come from anyone: it is read strictly, and what it can ask for is limited. A schema has at most 10,000 columns, 20,000
    /// rules and 200,000 values in sets, no text in it is longer than 4,096 characters, and the whole takes at most 16 million.
    /// </remarks>
    /// <exception cref="FormatException">The text is no schema; the message says where.</exception>
    public static DataSchema FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (json.Length > SchemaLimits.MaxJsonLength)
        {
            throw new FormatException($"This is no schema: it is {json.Length} characters long, and at most {SchemaLimits.MaxJsonLength} are allowed.");
        }

        try
        {
            var schema = JsonSerializer.Deserialize(json, SchemaJsonContext.Default.DataSchema);
            return schema is null || HasNull(schema)
                ? throw new FormatException("This is no schema: a schema, a column or a rule is a JSON object and a name a text, and one of them is null.")
                : SchemaLimits.Broken(schema) is { } broken ? throw new FormatException($"This is no schema: {broken}") : schema;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException)
        {
            throw new FormatException($"This is no schema: {e.Message}", e);
        }
    }

    /// <summary>The schema as JSON, in a format that stays readable by later versions.</summary>
    /// <exception cref="InvalidOperationException">The schema is too large to be read again; the message says in what.</exception>
    public string ToJson() => SchemaLimits.Broken(this) is { } broken
        ? throw new InvalidOperationException($"The schema can't be kept: {broken}")
        : JsonSerializer.Serialize(this, SchemaJsonContext.Default.DataSchema);

    /// <summary>The schema for one environment: the columns that are expected there, and the rules that speak of no other column.</summary>
    /// <param name="environment">One of <see cref="SchemaEnvironments"/>, or another name.</param>
    public DataSchema In(string environment)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(environment);
        var gone = Columns.Where(c => !c.IsExpectedIn(environment)).Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        return gone.Count == 0 ? this : new()
        {
            Columns = [.. Columns.Where(c => c.IsExpectedIn(environment))],
            Rules = [.. Rules.Where(r => !Names(r).Any(gone.Contains))],
        };
    }

    /// <summary>
    /// The columns whose values must appear in no report, log or exception: those that are sensitive themselves or wherever a condition speaks of them.
    /// </summary>
    public IReadOnlySet<string> GetSensitiveColumns() => Columns
        .Concat(Rules.OfType<ConditionalRule>().SelectMany(r => r.When.Concat(r.Then)))
        .Where(c => c.Sensitive)
        .Select(c => c.Name)
        .ToHashSet(StringComparer.Ordinal);

    /// <inheritdoc/>
    public bool Equals(DataSchema? other) => other is not null && Columns.SequenceEqual(other.Columns) && Rules.SequenceEqual(other.Rules);

    private static IEnumerable<string> Names(RowRule rule) => rule switch
    {
        ComparisonRule comparison => [comparison.Left, comparison.Right],
        SumRule sum => sum.Columns,
        ConditionalRule conditional => conditional.When.Concat(conditional.Then).Select(c => c.Name),
        _ => [],
    };

    private static bool HasNull(DataSchema schema) => schema.Columns.Any(HasNull) || schema.Rules.Any(r => r switch
    {
        null => true,
        SumRule sum => sum.Columns.Contains(null!),
        ConditionalRule conditional => conditional.When.Any(HasNull) || conditional.Then.Any(HasNull),
        _ => false,
    });

    private static bool HasNull(ColumnSchema? column) =>
        column is null || column.Rules.Contains(null!) || column.Sentinels?.Contains(null!) == true || column.Environments?.Contains(null!) == true;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Columns.Length, Rules.Length, Columns.FirstOrDefault());

    /// <summary>The names of the columns and how many rules there are over the row. <see cref="ToJson"/> tells all of it.</summary>
    public override string ToString() => $"columns [{string.Join(", ", Columns.Select(c => c.Name))}], rules over the row: {Rules.Length}";
}
