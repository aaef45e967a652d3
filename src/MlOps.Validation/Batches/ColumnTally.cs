using MlOps.Rows;

namespace MlOps.Validation.Batches;

/// <summary>What is gathered of one column: all of it can be merged.</summary>
internal sealed class ColumnTally(ValueCounter? values)
{
    private long[] _states = new long[(int)MissingState.Absent + 1];
    private double _min = double.PositiveInfinity;
    private double _max = double.NegativeInfinity;
    private long _minInteger = long.MaxValue;
    private long _maxInteger = long.MinValue;
    private Int128 _sumInteger;
    private MeanSum _sum;

    public ValueCounter? Values => values;

    public long OutOfRange { get; set; }

    public long OutOfDomain { get; set; }

    /// <summary>The last row that counted as out of range; -1 for none.</summary>
    public long LastOutOfRange { get; set; } = -1;

    /// <summary>The last row that counted as out of the domain; -1 for none.</summary>
    public long LastOutOfDomain { get; set; } = -1;

    public long Present => _states[(int)MissingState.None];

    public void Add(MissingState state, int rows = 1) => _states[(int)state] += rows;

    public void Add(Cell cell)
    {
        Add(cell.Missing);
        if (cell.Missing != MissingState.None)
        {
            return;
        }

        values?.Add(cell);
        if (cell.Type == ColumnType.Integer)
        {
            _minInteger = Math.Min(_minInteger, cell.Integer);
            _maxInteger = Math.Max(_maxInteger, cell.Integer);
            _sumInteger += cell.Integer;
        }
        else if (cell.Type == ColumnType.Number)
        {
            Measure(cell.Number);
        }
    }

    /// <summary>Adds a vector: one value that is there or not, and its elements to what is measured of numbers. NaN is no number.</summary>
    public void Add(VectorCell vector)
    {
        Add(vector.Missing);
        for (var i = 0; i < vector.Length; i++)
        {
            if (vector[i] is var element && !double.IsNaN(element))
            {
                Measure(element);
            }
        }
    }

    /// <summary>Adds numbers that are all there, finite and not large.</summary>
    public void Add(NumberSummary numbers)
    {
        _states[(int)MissingState.None] += numbers.Count;
        _min = Math.Min(_min, numbers.Min);
        _max = Math.Max(_max, numbers.Max);
        _sum.Add(numbers.Sum, numbers.Count);
    }

    public void Add(ColumnTally other)
    {
        for (var i = 0; i < _states.Length; i++)
        {
            _states[i] += other._states[i];
        }

        _min = Math.Min(_min, other._min);
        _max = Math.Max(_max, other._max);
        _minInteger = Math.Min(_minInteger, other._minInteger);
        _maxInteger = Math.Max(_maxInteger, other._maxInteger);
        _sumInteger += other._sumInteger;
        _sum.Add(other._sum);
        OutOfRange += other.OutOfRange;
        OutOfDomain += other.OutOfDomain;
        if (other.Values is not null)
        {
            values?.Add(other.Values);
        }
    }

    public ColumnTally Clone()
    {
        var clone = new ColumnTally(values?.Clone());
        clone._states = [.. _states];
        (clone._min, clone._max, clone._minInteger, clone._maxInteger) = (_min, _max, _minInteger, _maxInteger);
        (clone._sumInteger, clone._sum) = (_sumInteger, _sum);
        (clone.OutOfRange, clone.OutOfDomain) = (OutOfRange, OutOfDomain);
        return clone;
    }

    public ColumnReport ToReport(ColumnSchema column, long rows)
    {
        var integers = column is { Type: ColumnType.Integer, Vector: null } && Present > 0;

        // Vectors may have no element, or none but NaN.
        var numbers = column.Type == ColumnType.Number && _min <= _max;
        var shown = !column.Sensitive;

        // Adding 0 makes 0 of -0, which of the two came first says nothing.
        return new(column.Name, column.Type)
        {
            Present = Present,
            Null = _states[(int)MissingState.Null],
            NaN = _states[(int)MissingState.NaN],
            EmptyText = _states[(int)MissingState.EmptyText],
            Sentinel = _states[(int)MissingState.Sentinel],
            Unparseable = _states[(int)MissingState.Unparseable],
            Absent = _states[(int)MissingState.Absent],
            OutOfRange = OutOfRange,
            OutOfDomain = OutOfDomain,
            Min = !shown ? null : integers ? _minInteger : numbers ? _min + 0.0 : null,
            Max = !shown ? null : integers ? _maxInteger : numbers ? _max + 0.0 : null,
            Mean = !shown ? null : integers ? (double)_sumInteger / Present : numbers ? _sum.Mean : null,
            Completeness = rows == 0 ? null : (double)Present / rows,
            Distinct = values is { IsOverBudget: false } ? values.Distinct : null,
        };
    }

    private void Measure(double number)
    {
        _min = Math.Min(_min, number);
        _max = Math.Max(_max, number);
        if (double.IsFinite(number))
        {
            _sum.Add(number);
        }
    }
}
