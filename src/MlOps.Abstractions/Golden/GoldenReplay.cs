using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using MlOps.Rows;

namespace MlOps.Golden;

/// <summary>Asks a model the rows that were kept, as far as its row type has a place for them, and compares its answers.</summary>
internal sealed class GoldenReplay<
    [DynamicallyAccessedMembers(RowMembers.All)] TInput,
    [DynamicallyAccessedMembers(RowMembers.All)] TOutput>
{
    private readonly GoldenSet _golden;
    private readonly List<(int At, RowMember<TInput> Member)> _inputs = [];
    private readonly List<(int At, GoldenColumn Column, RowMember<TOutput> Member)> _outputs = [];
    private readonly List<string> _notGiven = [];
    private readonly List<string> _notCompared = [];
    private readonly List<GoldenDifference> _differences = [];

    public GoldenReplay(GoldenSet golden)
    {
        _golden = golden;
        FitInputs();
        FitOutputs();
    }

    public async Task<GoldenReport> RunAsync(IModel<TInput, TOutput> model, CancellationToken cancellationToken)
    {
        for (var row = 0; row < _golden.RowCount; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await AskAsync(model, row, cancellationToken).ConfigureAwait(false);
        }

        return new() { Rows = _golden.RowCount, Differences = _differences, NotGiven = _notGiven, NotCompared = _notCompared };
    }

    private void FitInputs()
    {
        var codec = RowCodec<TInput>.Instance;
        if (!codec.CanMake)
        {
            throw new ModelLoadException(
                $"Golden predictions can't be replayed: {typeof(TInput).Name} can't be made. Give it a public constructor without parameters, or one whose parameters bear "
                + "the names and types of its columns.");
        }

        foreach (var (at, column) in _golden.Inputs.Index())
        {
            if (codec.Find(column.Name) is not { } member || !codec.Sets(member))
            {
                _notGiven.Add(column.Name);
            }
            else if (member.IsVector == column.IsVector && (member.Type == column.Type || (column.Type == ColumnType.Integer && member.Type == ColumnType.Number)))
            {
                _inputs.Add((at, member));
            }
            else
            {
                throw Misfit(column, typeof(TInput), member.ValueType);
            }
        }

        if (_inputs.Count == 0 && _notGiven.Count > 0)
        {
            throw new ModelLoadException(
                $"Golden predictions can't be replayed: {typeof(TInput).Name} has a place for none of the columns that they keep, which are {string.Join(", ", _notGiven)}. "
                + "Name its properties as they are.");
        }
    }

    private void FitOutputs()
    {
        var codec = RowCodec<TOutput>.Instance;
        foreach (var (at, column) in _golden.Outputs.Index())
        {
            if (codec.Find(column.Name) is not { } member)
            {
                _notCompared.Add(column.Name);
            }
            else if (member.IsVector == column.IsVector && (member.Type == column.Type || (IsNumeric(column.Type) && IsNumeric(member.Type))))
            {
                _outputs.Add((_golden.Inputs.Length + at, column, member));
            }
            else
            {
                throw Misfit(column, typeof(TOutput), member.ValueType);
            }
        }

        if (_outputs.Count == 0)
        {
            throw new ModelLoadException(
                $"Golden predictions can't be replayed: {typeof(TOutput).Name} has none of the columns whose answers they keep, which are {string.Join(", ", _notCompared)}. "
                + "Name its properties as they are, or register the version with golden predictions of such answers.");
        }
    }

    private async Task AskAsync(IModel<TInput, TOutput> model, int row, CancellationToken cancellationToken)
    {
        var input = Make(row);
        try
        {
            var prediction = await model.PredictAsync(input, cancellationToken).ConfigureAwait(false);
            if (prediction.TryGetValue(out var answer) && answer is not null)
            {
                foreach (var (at, column, member) in _outputs)
                {
                    Compare(row, column, _golden.Rows[row][at], member.Read(answer));
                }
            }
            else
            {
                _differences.Add(new(row + 1, "", "an answer", $"{prediction.Outcome} without one"));
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Whatever a model throws is no answer to this row.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _differences.Add(new(row + 1, "", "an answer", $"an exception ({e.GetType().Name})") { Exception = e });
        }
    }

    private TInput Make(int row)
    {
        var codec = RowCodec<TInput>.Instance;
        var values = _golden.Masked.Select(codec.Find).OfType<RowMember<TInput>>()
            .ToDictionary(m => m.Name, m => MemberValue.Empty(m.ValueType), StringComparer.Ordinal);
        foreach (var (at, member) in _inputs)
        {
            values[member.Name] = MemberValue.TryMake(_golden.Rows[row][at], member.ValueType, out var made)
                ? made
                : throw new ModelLoadException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Golden predictions can't be replayed: {typeof(TInput).Name}.{member.Name} is a {member.ValueType.Name} and has no place for what row {row + 1} keeps. Declare it as it was at registration."));
        }

        try
        {
            return codec.Make(values);
        }
        catch (Exception e)
        {
            throw new ModelLoadException(string.Create(
                CultureInfo.InvariantCulture, $"Golden predictions can't be replayed: making row {row + 1} of {typeof(TInput).Name} threw {e.GetType().Name}."));
        }
    }

    private void Compare(int row, GoldenColumn column, ColumnValue kept, ColumnValue seen)
    {
        if (kept.Vector is { } expected && seen.Vector is { } items && expected.Length == items.Length)
        {
            var at = 0;
            while (at < items.Length && column.Allows(expected.Span[at], items.Span[at]))
            {
                at++;
            }

            if (at < items.Length)
            {
                Differ(row, column, Text(expected.Span[at]), Text(items.Span[at]), at);
            }
        }
        else if (!(kept.Number is { } number && seen.Number is { } other ? Near(column, kept, seen, number, other) : kept.Equals(seen)))
        {
            Differ(row, column, Text(kept), Text(seen), null);
        }
    }

    // Two whole numbers are compared as such: as doubles the largest would look alike.
    private static bool Near(GoldenColumn column, ColumnValue kept, ColumnValue seen, double number, double other) =>
        kept.Integer is { } integer && seen.Integer is { } whole ? integer == whole : column.Allows(number, other);

    private void Differ(int row, GoldenColumn column, string expected, string seen, int? item)
    {
        const string Hidden = "(hidden)";
        _differences.Add(new(row + 1, column.Name, column.IsSensitive ? Hidden : expected, column.IsSensitive ? Hidden : seen) { Item = item });
    }

    private static string Text(double number) => number.Equals(double.NaN) ? "NaN" : Cell.Of(number).ToString();

    private static string Text(ColumnValue value) => value switch
    {
        { IsNull: true } => "null",
        { Boolean: { } boolean } => Cell.Of(boolean).ToString(),
        { Integer: { } integer } => Cell.Of(integer).ToString(),
        { Number: { } number } => Text(number),
        { Vector: { } items } => string.Create(CultureInfo.InvariantCulture, $"{items.Length} items"),
        _ => Cell.Of(value.Text).ToString(),
    };

    private static bool IsNumeric(ColumnType? type) => type is ColumnType.Integer or ColumnType.Number;

    private static ModelLoadException Misfit(GoldenColumn column, Type type, Type member) => new(
        $"Golden predictions can't be replayed: {type.Name}.{column.Name} is a {member.Name}, and they keep {(column.IsVector ? "vectors of numbers" : $"values of the type {column.Type}")} of it. "
        + "Declare it as it was at registration.");
}
