using System.Globalization;

namespace MlOps.Rows;

/// <summary>One value of a row, or the way in which it is missing, without boxing.</summary>
public readonly struct Cell
{
    private readonly double _number;
    private readonly long _integer;

    private Cell(MissingState missing, ColumnType type, long integer, double number, string? text)
    {
        Missing = missing;
        Type = type;
        _integer = integer;
        _number = number;
        Text = text;
    }

    /// <summary>In which way the value is missing; <see cref="MissingState.None"/> if it is there.</summary>
    public MissingState Missing { get; }

    /// <summary>What the value is; it says which of the members below counts.</summary>
    public ColumnType Type { get; }

    /// <summary>The value of an <see cref="ColumnType.Integer"/>.</summary>
    public long Integer => _integer;

    /// <summary>The value of a <see cref="ColumnType.Number"/>.</summary>
    public double Number => _number;

    /// <summary>The value of a <see cref="ColumnType.Boolean"/>.</summary>
    public bool Boolean => _integer != 0;

    /// <summary>The value of a <see cref="ColumnType.Text"/>.</summary>
    public string? Text { get; }

    /// <summary>No value at all.</summary>
    public static Cell Null(ColumnType type) => new(MissingState.Null, type, 0, 0, null);

    /// <summary>No value, in a way that only a file or a table can lack one.</summary>
    /// <param name="missing">The way.</param>
    /// <param name="type">What a value would be.</param>
    /// <param name="text">What stood there instead, for people; null for nothing.</param>
    public static Cell Lacking(MissingState missing, ColumnType type, string? text = null) => missing == MissingState.None
        ? throw new ArgumentException("A cell without a value lacks it in some way; None is none.", nameof(missing))
        : new(missing, type, 0, 0, text);

    /// <summary>The same as it stands there, which the schema declares to mean that there is no value.</summary>
    public Cell AsSentinel() => new(MissingState.Sentinel, Type, _integer, _number, Text);

    /// <summary>True or false.</summary>
    public static Cell Of(bool value) => new(MissingState.None, ColumnType.Boolean, value ? 1 : 0, 0, null);

    /// <summary>A whole number.</summary>
    public static Cell Of(long value) => new(MissingState.None, ColumnType.Integer, value, 0, null);

    /// <summary>A floating-point number; NaN is missing.</summary>
    public static Cell Of(double value) => new(double.IsNaN(value) ? MissingState.NaN : MissingState.None, ColumnType.Number, 0, value, null);

    /// <summary>A text; null and the empty text are missing, each in its way.</summary>
    public static Cell Of(string? value) => value switch
    {
        null => Null(ColumnType.Text),
        "" => new(MissingState.EmptyText, ColumnType.Text, 0, 0, value),
        _ => new(MissingState.None, ColumnType.Text, 0, 0, value),
    };

    /// <summary>The value for people, the same in every culture: <c>null</c>, <c>NaN</c> and <c>empty text</c> where it is missing; a sentinel as it stands there.</summary>
    public override string ToString() => Missing switch
    {
        MissingState.Null => "null",
        MissingState.NaN => "NaN",
        MissingState.EmptyText => "empty text",
        MissingState.Absent => "no such column",
        MissingState.Unparseable => Text ?? "(unreadable)",
        _ => Type switch
        {
            ColumnType.Boolean => Boolean ? "true" : "false",
            ColumnType.Integer => _integer.ToString(CultureInfo.InvariantCulture),
            // A fraction that came from a float reads as one: 0.1, not 0.10000000149011612. A whole number shows all its digits.
            ColumnType.Number when Math.Abs(_number) < 1e17 && Math.Truncate(_number) == _number => _number.ToString("R", CultureInfo.InvariantCulture),
            ColumnType.Number when (float)_number == _number => ((float)_number).ToString("R", CultureInfo.InvariantCulture),
            ColumnType.Number => _number.ToString("R", CultureInfo.InvariantCulture),
            _ => Text!,
        },
    };
}
