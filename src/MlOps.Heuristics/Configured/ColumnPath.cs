using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using MlOps.Rows;

namespace MlOps.Heuristics.Configured;

/// <summary>A column as the configuration names it: <c>Row.Age</c> or <c>Answer.Price</c>.</summary>
internal sealed class ColumnPath<
    [DynamicallyAccessedMembers(RowMembers.All)] TInput,
    [DynamicallyAccessedMembers(RowMembers.All)] TOutput>
{
    private readonly RowColumn<TInput>? _ofRow;

    private ColumnPath(string text, RowColumn<TInput>? ofRow, RowColumn<TOutput>? ofAnswer) => (Text, _ofRow, OfAnswer) = (text, ofRow, ofAnswer);

    public string Text { get; }

    /// <summary>The column of the answer; null for one of the row.</summary>
    public RowColumn<TOutput>? OfAnswer { get; }

    public ColumnType Type => _ofRow?.Type ?? OfAnswer!.Type;

    public Type ValueType => _ofRow?.ValueType ?? OfAnswer!.ValueType;

    /// <summary>Finds the column; null where there is none of that name, which is then said.</summary>
    public static ColumnPath<TInput, TOutput>? Find(string text, Action<string> wrong)
    {
        var (owner, name) = text.IndexOf('.', StringComparison.Ordinal) is var dot and > 0 ? (text[..dot], text[(dot + 1)..]) : ("", text);
        var isRow = owner.Equals("Row", StringComparison.OrdinalIgnoreCase);
        if (!isRow && !owner.Equals("Answer", StringComparison.OrdinalIgnoreCase))
        {
            wrong($"is '{text}': write Row.{name} for a column of the row, or Answer.{name} for one of the answer.");
            return null;
        }

        var (ofRow, ofAnswer) = (isRow ? RowShape<TInput>.Instance.Find(name) : null, isRow ? null : RowShape<TOutput>.Instance.Find(name));
        if (ofRow is not null || ofAnswer is not null)
        {
            return new(text, ofRow, ofAnswer);
        }

        var names = (isRow ? RowShape<TInput>.Instance.Columns.Select(c => c.Name) : RowShape<TOutput>.Instance.Columns.Select(c => c.Name)).ToArray();
        var owns = isRow ? typeof(TInput).Name : typeof(TOutput).Name;
        wrong(names.Length == 0
            ? $"is '{text}', and {owns} has no columns: write this rule in code."
            : $"is '{text}', and {owns} has no column of that name; it has: {string.Join(", ", names)}.");
        return null;
    }

    public Cell Read(TInput row, TOutput answer) => _ofRow is null ? OfAnswer!.Read(answer) : _ofRow.Read(row);

    /// <summary>Reads the column in one call where the runtime can compile; elsewhere through its cell.</summary>
    public Func<TInput, TOutput, T> Reader<T>(Func<Expression, Expression> compiled, Func<Cell, T> interpreted, bool compile = true)
    {
        if (!compile || !RuntimeFeature.IsDynamicCodeCompiled)
        {
            return (input, output) => interpreted(Read(input, output));
        }

        var (row, answer) = (Expression.Parameter(typeof(TInput), "row"), Expression.Parameter(typeof(TOutput), "answer"));
        var value = _ofRow is null ? Expression.MakeMemberAccess(answer, OfAnswer!.Member) : Expression.MakeMemberAccess(row, _ofRow.Member);
        return Expression.Lambda<Func<TInput, TOutput, T>>(compiled(value), row, answer).Compile();
    }
}
