using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MlOps;

/// <summary>Between golden predictions and their JSON: columns first, then each row as an array of its inputs and outputs.</summary>
internal static class GoldenJson
{
    public static string Write(GoldenSet golden)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            Write(json, "inputs", golden.Inputs);
            Write(json, "outputs", golden.Outputs);
            if (!golden.Masked.IsEmpty)
            {
                json.WriteStartArray("masked");
                foreach (var name in golden.Masked)
                {
                    json.WriteStringValue(name);
                }

                json.WriteEndArray();
            }

            json.WriteStartArray("rows");
            foreach (var row in golden.Rows)
            {
                json.WriteStartArray();
                foreach (var value in row)
                {
                    Write(json, value);
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static GoldenSet Read(string json)
    {
        try
        {
            var document = JsonSerializer.Deserialize(json, GoldenJsonContext.Default.GoldenDocument) ?? throw new FormatException("It is null.");
            Check(document.Inputs);
            Check(document.Outputs);
            GoldenColumn[] columns = [.. document.Inputs, .. document.Outputs];
            ImmutableArray<ColumnValue[]> rows = [.. document.Rows.EnumerateArray().Select((row, at) => Row(row, columns, at + 1))];
            if (document.Outputs.Length == 0 || rows.IsEmpty || document.Masked?.Contains(null) == true)
            {
                throw new FormatException("There are no outputs or no rows, or a masked column has no name.");
            }

            return new([.. document.Inputs], [.. document.Outputs], [.. document.Masked ?? []], rows);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException or InvalidOperationException or FormatException)
        {
            throw new FormatException($"These are no golden predictions: {e.Message}", e);
        }
    }

    private static void Check(GoldenColumn[] columns)
    {
        if (columns.Contains(null)
            || columns.Any(c => string.IsNullOrEmpty(c.Name) || !Enum.IsDefined(c.Type) || (c.IsVector && c.Type != ColumnType.Number))
            || columns.Any(c => !IsTolerance(c.RelativeTolerance) || !IsTolerance(c.AbsoluteTolerance))
            || columns.DistinctBy(c => c.Name, StringComparer.Ordinal).Count() < columns.Length)
        {
            throw new FormatException("Each column has a name of its own, a type, and tolerances of zero or more.");
        }
    }

    private static bool IsTolerance(double value) => value >= 0 && double.IsFinite(value);

    private static ColumnValue[] Row(JsonElement row, GoldenColumn[] columns, int number) => row.GetArrayLength() == columns.Length
        ? [.. row.EnumerateArray().Select((value, at) => Value(value, columns[at], number))]
        : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"Row {number} has {row.GetArrayLength()} values, and there are {columns.Length} columns."));

    private static ColumnValue Value(JsonElement value, GoldenColumn column, int row) => (value.ValueKind, column.Type) switch
    {
        (JsonValueKind.Null, _) => ColumnValue.Null,
        (JsonValueKind.Array, ColumnType.Number) when column.IsVector => ColumnValue.Of(value.EnumerateArray().Select(v => Number(v, column, row)).ToArray().AsSpan()),
        (JsonValueKind.String, ColumnType.Text) => ColumnValue.Of(value.GetString()),
        (JsonValueKind.True or JsonValueKind.False, ColumnType.Boolean) => ColumnValue.Of(value.GetBoolean()),
        (JsonValueKind.Number, ColumnType.Integer) => ColumnValue.Of(value.GetInt64()),
        (_, ColumnType.Number) when !column.IsVector => ColumnValue.Of(Number(value, column, row)),
        _ => throw Misfit(column, row),
    };

    private static double Number(JsonElement value, GoldenColumn column, int row) => value.ValueKind == JsonValueKind.Number
        ? value.GetDouble()
        : (value.ValueKind == JsonValueKind.String ? value.GetString() : null) switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            _ => throw Misfit(column, row),
        };

    private static FormatException Misfit(GoldenColumn column, int row) =>
        new(string.Create(CultureInfo.InvariantCulture, $"In row {row}, {column.Name} is no {column.Type}{(column.IsVector ? " vector" : "")}."));

    private static void Write(Utf8JsonWriter json, string name, ImmutableArray<GoldenColumn> columns)
    {
        json.WriteStartArray(name);
        foreach (var column in columns)
        {
            JsonSerializer.Serialize(json, column, GoldenJsonContext.Default.GoldenColumn);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, ColumnValue value)
    {
        if (value.Boolean is { } boolean)
        {
            json.WriteBooleanValue(boolean);
        }
        else if (value.Integer is { } integer)
        {
            json.WriteNumberValue(integer);
        }
        else if (value.Number is { } number)
        {
            Write(json, number);
        }
        else if (value.Vector is { } vector)
        {
            json.WriteStartArray();
            foreach (var item in vector.Span)
            {
                Write(json, item);
            }

            json.WriteEndArray();
        }
        else
        {
            json.WriteStringValue(value.Text);
        }
    }

    // JSON has no other word for these; a column's type says that they aren't texts.
    private static void Write(Utf8JsonWriter json, double number)
    {
        if (double.IsFinite(number))
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteStringValue(double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
        }
    }
}
