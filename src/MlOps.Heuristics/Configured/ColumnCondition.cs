using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Linq.Expressions;

namespace MlOps.Heuristics.Configured;

/// <summary>One column, one comparison, one constant. A missing value meets no condition.</summary>
internal static class ColumnCondition
{
    /// <summary>The condition as code; null where column and comparison don't fit, which is then said.</summary>
    /// <param name="column">The column.</param>
    /// <param name="comparison">How its value stands to the constant.</param>
    /// <param name="constant">A value of the column's type, without its null.</param>
    /// <param name="wrong">Takes what is wrong.</param>
    /// <param name="compile">Whether to compile where the runtime can.</param>
    public static Func<TInput, TOutput, bool>? Of<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        ColumnPath<TInput, TOutput> column, Comparison comparison, object constant, Action<string> wrong, bool compile = true)
    {
        if (column.Type is ColumnType.Boolean or ColumnType.Text && comparison is not (Comparison.EqualTo or Comparison.NotEqualTo))
        {
            wrong($"is {comparison}, and {column.Text} holds {(column.Type == ColumnType.Text ? "texts" : "true or false")}: compare by EqualTo or NotEqualTo.");
            return null;
        }

        if (column.Type == ColumnType.Text)
        {
            var (text, equal) = ((string)constant, comparison == Comparison.EqualTo);
            return column.Reader(
                value => Expression.Call(((Func<string?, string, bool, bool>)TextHolds).Method, value, Expression.Constant(text), Expression.Constant(equal)),
                cell => TextHolds(cell.Text, text, equal),
                compile);
        }

        // A number is compared as what the column holds: the 0.1 of a float is that of the configuration.
        var (integer, number) = column.Type switch
        {
            ColumnType.Boolean => ((bool)constant ? 1L : 0L, 0d),
            ColumnType.Integer => (Convert.ToInt64(constant, CultureInfo.InvariantCulture), 0d),
            _ => (0L, Convert.ToDouble(constant, CultureInfo.InvariantCulture)),
        };
        return column.Reader(
            value => Compiled(value, column.Type, comparison, column.Type == ColumnType.Number ? Expression.Constant(number) : Expression.Constant(integer)),
            cell => cell.Missing == MissingState.None && Holds(comparison, cell.Type switch
            {
                ColumnType.Boolean => (cell.Boolean ? 1L : 0L).CompareTo(integer),
                ColumnType.Integer => cell.Integer.CompareTo(integer),
                _ => cell.Number.CompareTo(number),
            }),
            compile);
    }

    private static BinaryExpression Compiled(Expression value, ColumnType type, Comparison comparison, ConstantExpression constant)
    {
        var isThere = Nullable.GetUnderlyingType(value.Type) is null ? null : Expression.NotEqual(value, Expression.Constant(null, value.Type));
        var bare = Nullable.GetUnderlyingType(value.Type) is { } underlying ? Expression.Convert(value, underlying) : value;
        var number = type == ColumnType.Boolean
            ? Expression.Condition(bare, Expression.Constant(1L), Expression.Constant(0L))
            : (Expression)Expression.Convert(bare, constant.Type);
        var holds = comparison switch
        {
            Comparison.LessThan => Expression.LessThan(number, constant),
            Comparison.AtMost => Expression.LessThanOrEqual(number, constant),
            Comparison.EqualTo => Expression.Equal(number, constant),
            Comparison.AtLeast => Expression.GreaterThanOrEqual(number, constant),
            Comparison.GreaterThan => Expression.GreaterThan(number, constant),

            // NaN differs from everything, and is missing.
            _ when type == ColumnType.Number => Expression.OrElse(Expression.LessThan(number, constant), Expression.GreaterThan(number, constant)),
            _ => Expression.NotEqual(number, constant),
        };
        return isThere is null ? holds : Expression.AndAlso(isThere, holds);
    }

    private static bool Holds(Comparison comparison, int order) => comparison switch
    {
        Comparison.LessThan => order < 0,
        Comparison.AtMost => order <= 0,
        Comparison.EqualTo => order == 0,
        Comparison.AtLeast => order >= 0,
        Comparison.GreaterThan => order > 0,
        _ => order != 0,
    };

    private static bool TextHolds(string? value, string text, bool equal) => !string.IsNullOrEmpty(value) && string.Equals(value, text, StringComparison.Ordinal) == equal;
}
