using System.Runtime.InteropServices;
using MlOps.Rows;

namespace MlOps.Validation.Batches;

/// <summary>
/// Counts the different values of a column within a memory budget. What it takes depends on the values alone and not on their order, so that parts
/// go beyond the budget together exactly where the whole does.
/// </summary>
internal sealed class ValueCounter(long budget)
{
    private const int BytesPerValue = 64;

    private Dictionary<long, long> _numbers = [];
    private Dictionary<string, long> _texts = new(StringComparer.Ordinal);
    private long _bytes;

    public bool IsOverBudget { get; private set; }

    public long Budget { get; private set; } = budget;

    public long Distinct => _numbers.Count + _texts.Count;

    public long Top => _numbers.Values.Concat(_texts.Values).DefaultIfEmpty().Max();

    public void Add(Cell cell)
    {
        if (cell.Type == ColumnType.Text)
        {
            Add(cell.Text!, 1);
        }
        else
        {
            // 0 and -0 are one value.
            Add(cell.Type == ColumnType.Number ? BitConverter.DoubleToInt64Bits(cell.Number == 0 ? 0 : cell.Number) : cell.Type == ColumnType.Integer ? cell.Integer : cell.Boolean ? 1 : 0, 1);
        }
    }

    public ValueCounter Clone() => new(Budget)
    {
        _numbers = new(_numbers),
        _texts = new(_texts, StringComparer.Ordinal),
        _bytes = _bytes,
        IsOverBudget = IsOverBudget,
    };

    public void Add(ValueCounter other)
    {
        Budget = Math.Min(Budget, other.Budget);
        if (other.IsOverBudget || _bytes > Budget)
        {
            GiveUp();
        }

        foreach (var (value, count) in other._numbers)
        {
            Add(value, count);
        }

        foreach (var (value, count) in other._texts)
        {
            Add(value, count);
        }
    }

    private void Add(long value, long count)
    {
        if (IsOverBudget)
        {
            return;
        }

        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, value, out var exists);
        known += count;
        Take(exists ? 0 : BytesPerValue);
    }

    private void Add(string value, long count)
    {
        if (IsOverBudget)
        {
            return;
        }

        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_texts, value, out var exists);
        known += count;
        Take(exists ? 0 : BytesPerValue + (2L * value.Length));
    }

    private void Take(long bytes)
    {
        _bytes += bytes;
        if (_bytes > Budget)
        {
            GiveUp();
        }
    }

    private void GiveUp() => (IsOverBudget, _numbers, _texts, _bytes) = (true, [], new(StringComparer.Ordinal), 0);
}
