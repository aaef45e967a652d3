using System.Collections.Frozen;
using System.Linq.Expressions;
using MlOps.Rows;
using MlOps.Validation.Schemas;

namespace MlOps.Validation.Rows;

/// <summary>The values of a column that mean that there is none, over a cell and as an expression.</summary>
internal sealed class Sentinels
{
    private readonly FrozenSet<string> _texts = FrozenSet<string>.Empty;

    // In order and not in a set: numbers whose hashes are all alike can be listed by anyone.
    private readonly long[] _integers = [];
    private readonly double[] _numbers = [];

    private Sentinels(RowColumnKind kind, IEnumerable<string> values)
    {
        switch (kind)
        {
            case RowColumnKind.Text: _texts = values.ToFrozenSet(StringComparer.Ordinal); break;
            case RowColumnKind.Integer: _integers = [.. values.Select(Integers.Parse).Order()]; break;
            // A float is looked up as what it was written as.
            case RowColumnKind.Single: _numbers = [.. values.Select(v => (double)(float)Numbers.Parse(v)).Order()]; break;
            default: _numbers = [.. values.Select(Numbers.Parse).Order()]; break;
        }
    }

    private enum RowColumnKind
    {
        Text,
        Integer,
        Single,
        Double,
    }

    public static Sentinels? Of(ColumnSchema schema, Type valueType) => schema.Sentinels is not { } values ? null : new(
        schema.Type switch
        {
            ColumnType.Text => RowColumnKind.Text,
            ColumnType.Integer => RowColumnKind.Integer,
            _ => (Nullable.GetUnderlyingType(valueType) ?? valueType) == typeof(float) ? RowColumnKind.Single : RowColumnKind.Double,
        },
        values);

    /// <summary>Those of a column of numbers.</summary>
    public IReadOnlyCollection<double> OfNumbers => _numbers;

    public Cell Apply(Cell cell) => cell.Missing == MissingState.None && Holds(cell) ? cell.AsSentinel() : cell;

    /// <param name="value">A value of the column's type without its nullability; a text isn't null.</param>
    public Expression Holds(Expression value) =>
        value.Type == typeof(string) ? Call<string>(IsText, value)
        : value.Type == typeof(float) || value.Type == typeof(double) ? Call<double>(IsNumber, Expression.Convert(value, typeof(double)))
        : Call<long>(IsInteger, Expression.Convert(value, typeof(long)));

    private bool Holds(Cell cell) => cell.Type switch
    {
        ColumnType.Text => IsText(cell.Text!),
        ColumnType.Integer => IsInteger(cell.Integer),
        ColumnType.Number => IsNumber(cell.Number),
        _ => false,
    };

    private bool IsText(string value) => _texts.Contains(value);

    private bool IsInteger(long value) => _integers.AsSpan().BinarySearch(value) >= 0;

    private bool IsNumber(double value) => _numbers.AsSpan().BinarySearch(value) >= 0;

    private MethodCallExpression Call<T>(Func<T, bool> method, Expression value) => Expression.Call(Expression.Constant(this), method.Method, value);
}
