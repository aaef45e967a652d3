using System.Diagnostics.CodeAnalysis;
using MlOps.Rows;

namespace MlOps.Heuristics.Rules;

/// <summary>The one number that an answer is, or has.</summary>
internal static class AnswerNumber
{
    /// <summary>Reads it; NaN for answers with none or several, of which nobody says which one matters.</summary>
    public static Func<TOutput, double> Of<[DynamicallyAccessedMembers(RowMembers.All)] TOutput>()
    {
        if (typeof(TOutput).IsPrimitive)
        {
            return typeof(TOutput) == typeof(float) ? answer => (float)(object)answer!
                : typeof(TOutput) == typeof(double) ? answer => (double)(object)answer!
                : typeof(TOutput) == typeof(int) ? answer => (int)(object)answer!
                : typeof(TOutput) == typeof(long) ? answer => (long)(object)answer!
                : None;
        }

        try
        {
            return RowShape<TOutput>.Instance.Columns.Where(c => c.Type is ColumnType.Number or ColumnType.Integer).ToArray() is [var only]
                ? answer => Number(only.Read(answer))
                : None;
        }
        catch (ArgumentException)
        {
            // A type that can't be a row has no columns to speak of.
            return None;
        }

        static double None(TOutput answer) => double.NaN;
    }

    private static double Number(Cell cell) =>
        cell.Missing != MissingState.None ? double.NaN : cell.Type == ColumnType.Integer ? cell.Integer : cell.Number;
}
