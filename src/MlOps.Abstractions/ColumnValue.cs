namespace MlOps;

/// <summary>One value of a column as it is kept: null, a boolean, a whole number, a number, a text, or a vector of numbers.</summary>
internal readonly struct ColumnValue : IEquatable<ColumnValue>
{
    // A bool, a long, a double, a string or a double[].
    private readonly object? _value;

    private ColumnValue(object? value) => _value = value;

    public static ColumnValue Null => default;

    public bool IsNull => _value is null;

    public bool? Boolean => _value as bool?;

    public long? Integer => _value as long?;

    /// <summary>The number; also that of a whole number.</summary>
    public double? Number => _value is long integer ? integer : _value as double?;

    public string? Text => _value as string;

    // Said with its type: a bare null would become an empty memory.
    public ReadOnlyMemory<double>? Vector => _value is double[] items ? items : default(ReadOnlyMemory<double>?);

    public static ColumnValue Of(bool value) => new(value);

    public static ColumnValue Of(long value) => new(value);

    public static ColumnValue Of(double value) => new(value);

    public static ColumnValue Of(string? value) => new(value);

    /// <summary>A vector; the items are copied.</summary>
    public static ColumnValue Of(ReadOnlySpan<double> items) => new(items.ToArray());

    /// <summary>A vector; the items are copied.</summary>
    public static ColumnValue Of(ReadOnlySpan<float> items)
    {
        var copy = new double[items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            copy[i] = items[i];
        }

        return new(copy);
    }

    /// <inheritdoc/>
    public bool Equals(ColumnValue other) => (_value, other._value) is (double[] items, double[] others)
        ? items.AsSpan().SequenceEqual(others)
        : Equals(_value, other._value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ColumnValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _value is double[] items ? items.Length : _value?.GetHashCode() ?? 0;
}
