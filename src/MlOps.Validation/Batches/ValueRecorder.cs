using System.Numerics;
using MlOps.Columns;
using MlOps.Validation.Rows;

namespace MlOps.Validation.Batches;

/// <summary>
/// A column of single values. Numbers that are asked for no more than ranges are looked at 64 at a time, and only odd ones one by one. What is
/// broken, and how hard, is the word of the engine of single rows; it is put into words for the samples alone.
/// </summary>
internal sealed class ValueRecorder : ColumnRecorder
{
    private const int Block = 64;

    // So many numbers in one sum lose no digit that a mean shows.
    private const int Stretch = 128 * Block;

    // So many are looked at before clean data is believed to go on.
    private const int Trial = 8 * Block;

    private readonly ValueCheck<TableRow> _check;
    private readonly BatchState _state;
    private readonly ColumnTally _tally;
    private readonly int _ordinal;
    private readonly (ColumnTest Test, int Rule)[] _tests;
    private readonly (ColumnTest Test, int Rule)[] _ranges;
    private readonly (int Rule, Severity Severity)?[] _lacks;
    private readonly (NumberRules<float> OfSingles, NumberRules<double> OfDoubles)? _numbers;
    private readonly ulong[] _plain = new ulong[Stretch / Block];

    /// <param name="check">The column as the engine of single rows checks it.</param>
    /// <param name="index">Which column of the schema it is.</param>
    /// <param name="ordinal">Which column of a chunk it is; -1 where the table lacks it.</param>
    /// <param name="state">Takes all of it.</param>
    public ValueRecorder(ValueCheck<TableRow> check, int index, int ordinal, BatchState state)
    {
        (_check, _ordinal, _state, _tally) = (check, ordinal, state, state.Columns[index]);
        _tests = [.. check.Rules.Select(t => (t, state.Plan.IndexOf(t)))];
        _ranges = [.. _tests.Where(t => t.Test is NumberRangeTest)];
        _lacks = [.. Enum.GetValues<MissingState>().Select(Lacks)];

        // A rule that counts values needs to see each.
        _numbers = _tally.Values is null ? NumberRules.Of(check) : null;
    }

    public override void Add(ColumnChunk chunk, long position, RowMarks marks)
    {
        var part = new Part(chunk, position, marks);
        var data = _ordinal < 0 ? null : chunk.Columns[_ordinal];
        if (_numbers is var (ofSingles, _) && data is { Singles.IsEmpty: false })
        {
            Scan(data.Singles, data.Missing, ofSingles, part);
        }
        else if (_numbers is var (_, ofDoubles) && data is { Doubles.IsEmpty: false })
        {
            Scan(data.Doubles, data.Missing, ofDoubles, part);
        }
        else
        {
            for (var row = 0; row < chunk.Rows; row++)
            {
                Take(row, part);
            }
        }
    }

    private void Scan<T>(ReadOnlySpan<T> values, ReadOnlySpan<MissingState> missing, NumberRules<T> rules, in Part part)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var whole = values.Length / Block * Block;
        for (var first = 0; first < whole; first += Stretch)
        {
            var rows = Math.Min(Stretch, whole - first);
            Take(values.Slice(first, rows), missing.IsEmpty ? [] : missing.Slice(first, rows), ulong.MaxValue, first, rules, part);
        }

        if (whole < values.Length)
        {
            Span<T> rest = stackalloc T[Block];
            Span<MissingState> states = stackalloc MissingState[missing.IsEmpty ? 0 : Block];
            values[whole..].CopyTo(rest);
            missing[Math.Min(whole, missing.Length)..].CopyTo(states);
            Take(rest, states, ulong.MaxValue >> (whole + Block - values.Length), whole, rules, part);
        }
    }

    /// <param name="values">Blocks of 64 numbers.</param>
    /// <param name="missing">In which way each is missing; or nothing.</param>
    /// <param name="all">Which numbers of a block there are.</param>
    /// <param name="first">Which row of the chunk the first is.</param>
    /// <param name="rules">What is asked.</param>
    /// <param name="part">The chunk.</param>
    private void Take<T>(
        ReadOnlySpan<T> values, ReadOnlySpan<MissingState> missing, ulong all, int first, NumberRules<T> rules, in Part part)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (scan, start) = (new NumberScan<T>(), 0);
        if (all == ulong.MaxValue && rules.Sentinels.Length == 0 && MissingBits.AreNone(missing))
        {
            // Where one number is odd others are, and trying is in vain.
            while (values.Length - start is > 0 and var left && scan.TryMeasureAll(values.Slice(start, Math.Min(left, Trial)), rules.Plain))
            {
                start += Math.Min(left, Trial);
            }
        }

        first += start;
        values = values[start..];
        missing = missing[Math.Min(start, missing.Length)..];
        var plain = _plain.AsSpan(0, values.Length / Block);
        plain.Fill(all);
        MissingBits.Keep(plain, missing, MissingState.None);
        foreach (var sentinel in rules.Sentinels)
        {
            NumberScan<T>.Leave(plain, values, sentinel);
        }

        scan.Measure(values, plain, rules.Plain);
        for (var i = 0; i < plain.Length; i++)
        {
            if (plain[i] != all)
            {
                TakeOdd(ref scan, values.Slice(i * Block, Block), missing.IsEmpty ? missing : missing.Slice(i * Block, Block), all, plain[i], first + (i * Block), rules, part);
            }
        }

        _tally.Add(scan.Take());
    }

    private void TakeOdd<T>(
        ref NumberScan<T> scan, ReadOnlySpan<T> values, ReadOnlySpan<MissingState> missing, ulong all, ulong plain, int first, NumberRules<T> rules, in Part part)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var odd = all & ~plain;
        var (there, nulls, sentinels, none, outside) = (odd, 0UL, 0UL, 0UL, 0UL);
        if (!missing.IsEmpty)
        {
            nulls = odd & MissingBits.Of(missing, MissingState.Null);
            there &= MissingBits.Of(missing, MissingState.None);
        }

        if (there != 0)
        {
            foreach (var sentinel in rules.Sentinels)
            {
                sentinels |= there & NumberScan<T>.Within(values, new(sentinel, sentinel));
            }

            none = there & NumberScan<T>.NaN(values);
            outside = there & ~(sentinels | none) & NumberScan<T>.Within(values, rules.Measurable);
        }

        var lacking = nulls | sentinels | none;
        if (odd != (lacking | outside))
        {
            // Infinities, the largest doubles, or rare ways of being missing. All of them one by one, so that samples stay in their order.
            for (; odd != 0; odd &= odd - 1)
            {
                Take(first + BitOperations.TrailingZeroCount(odd), part);
            }

            return;
        }

        if (lacking != 0)
        {
            _tally.Add(MissingState.Null, BitOperations.PopCount(nulls));
            _tally.Add(MissingState.Sentinel, BitOperations.PopCount(sentinels));
            _tally.Add(MissingState.NaN, BitOperations.PopCount(none));
            part.Marks.MarkMissing(first, lacking);

            // They break the same.
            if (_lacks[(int)MissingState.Null] is var (rule, severity))
            {
                Break(rule, severity, lacking, first, part);
            }
        }

        if (outside != 0)
        {
            scan.Measure(values, new(ref outside), rules.Measurable);
            _tally.OutOfRange += BitOperations.PopCount(outside);
            for (var i = 0; i < _ranges.Length; i++)
            {
                Break(_ranges[i].Rule, _ranges[i].Test.Severity, outside & ~NumberScan<T>.Within(values, rules.Ranges[i]), first, part);
            }
        }
    }

    private void Take(int row, in Part part)
    {
        var cell = _check.Read(new(part.Chunk, row));
        _tally.Add(cell);
        if (cell.Missing != MissingState.None)
        {
            part.Marks.MarkMissing(row);
            if (_lacks[(int)cell.Missing] is var (rule, severity))
            {
                Break(rule, severity, row, part);
            }

            return;
        }

        foreach (var (test, rule) in _tests)
        {
            var (accepted, _, severity) = ValueCheck<TableRow>.Ask(test, cell);
            if (!accepted)
            {
                Break(rule, severity, row, part);
            }
        }
    }

    private void Break(int rule, Severity severity, ulong rows, int first, in Part part)
    {
        if (severity == Severity.Hard)
        {
            part.Marks.MarkInvalid(first, rows);
        }

        var tally = _state.Rules[rule];
        for (; rows != 0 && _state.Shows(rule); rows &= rows - 1)
        {
            var row = first + BitOperations.TrailingZeroCount(rows);
            tally.Add(part.Position + row, _check.Show(new(part.Chunk, row)));
        }

        tally.Broken += BitOperations.PopCount(rows);
    }

    private void Break(int rule, Severity severity, int row, in Part part)
    {
        if (severity == Severity.Hard)
        {
            part.Marks.MarkInvalid(row);
        }

        _state.Break(rule, severity, part.Position + row, _state.Shows(rule) ? _check.Show(new(part.Chunk, row)) : null);
    }

    private (int Rule, Severity Severity)? Lacks(MissingState state) =>
        MissingValues.Broken(_check.Presence, state) is var (rule, severity, _) ? (_state.Plan.IndexOf(rule, _check), severity) : null;

    private readonly record struct Part(ColumnChunk Chunk, long Position, RowMarks Marks);
}
