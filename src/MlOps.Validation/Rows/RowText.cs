using System.Text;
using MlOps.Validation.Schemas;

namespace MlOps.Validation.Rows;

/// <summary>What a rule over the row found there, for people: <c>Age=17, HoursPerWeek=NaN, PersonId=(hidden)</c>.</summary>
internal static class RowText
{
    private const int MaxLength = 240;
    private const int MaxValueLength = 24;

    /// <summary>The columns of the schema alone: of others that a row has, nobody said whether their values may be shown.</summary>
    public static string Of<TRow>(ColumnCheck<TRow>[] columns, TRow row)
    {
        var text = new StringBuilder();
        foreach (var column in columns.TakeWhile(_ => text.Length <= MaxLength))
        {
            text.Append(text.Length == 0 ? "" : ", ").Append(column.Name).Append('=').Append(column.Show(row, MaxValueLength));
        }

        return text.Length == 0 ? "(no column in the schema)" : RuleText.Cut(text.ToString(), MaxLength);
    }
}
