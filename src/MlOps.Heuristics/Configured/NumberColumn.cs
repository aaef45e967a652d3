using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Numerics;
using System.Runtime.CompilerServices;
using MlOps.Heuristics.Rules;
using MlOps.Rows;

namespace MlOps.Heuristics.Configured;

/// <summary>Makes rules over a column of numbers, each type spelled out so that ahead-of-time compilation sees every instantiation.</summary>
internal static class NumberColumn
{
    /// <summary>Makes the rule over the column; null for a column that holds no numbers, or that may hold null.</summary>
    public static Func<TOptions, Layer<TInput, TOutput>>? Maker<TInput, [DynamicallyAccessedMembers(RowMembers.All)] TOutput, TOptions>(
        RowColumn<TOutput> column, Func<TOutput, object, TOutput> write, INumberRule<TInput, TOutput, TOptions> rule)
    {
        return column.ValueType switch
        {
            var type when type == typeof(float) => Of<float>(),
            var type when type == typeof(double) => Of<double>(),
            var type when type == typeof(int) => Of<int>(),
            var type when type == typeof(long) => Of<long>(),
            var type when type == typeof(byte) => Of<byte>(),
            var type when type == typeof(sbyte) => Of<sbyte>(),
            var type when type == typeof(short) => Of<short>(),
            var type when type == typeof(ushort) => Of<ushort>(),
            var type when type == typeof(uint) => Of<uint>(),
            _ => null,
        };

        Func<TOptions, Layer<TInput, TOutput>> Of<TValue>()
            where TValue : struct, INumber<TValue>
        {
            var read = Reader<TOutput, TValue>(column);
            return options => rule.Over(options, column.Name, read, (answer, value) => write(answer, value));
        }
    }

    /// <summary>Reads the column as a double; NaN where it is missing or holds no numbers.</summary>
    public static Func<TOutput, double> AsDouble<TOutput>(RowColumn<TOutput> column) => column.ValueType.IsPrimitive && column.ValueType != typeof(bool)
        ? Reader<TOutput, double>(column)
        : answer => column.Read(answer) is { Missing: MissingState.None, Type: not (ColumnType.Text or ColumnType.Boolean) } cell ? In<double>(cell) : double.NaN;

    private static Func<TOutput, TValue> Reader<TOutput, TValue>(RowColumn<TOutput> column)
        where TValue : struct, INumber<TValue>
    {
        if (!RuntimeFeature.IsDynamicCodeCompiled)
        {
            return answer => In<TValue>(column.Read(answer));
        }

        var answer = Expression.Parameter(typeof(TOutput), "answer");
        var value = Expression.Convert(Expression.MakeMemberAccess(answer, column.Member), typeof(TValue));
        return Expression.Lambda<Func<TOutput, TValue>>(value, answer).Compile();
    }

    private static TValue In<TValue>(Cell cell)
        where TValue : struct, INumber<TValue> => cell.Type == ColumnType.Integer ? TValue.CreateSaturating(cell.Integer) : TValue.CreateSaturating(cell.Number);
}
