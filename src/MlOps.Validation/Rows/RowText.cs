using System.Text;
using MlOps.Validation.Schemas;

namespace MlOps.Validation.Rows;

/// <summary>What a rule over the row found there, for people: <c>Age=17, HoursPerWeek=NaN, PersonId=(hidden)</c>.</summary>
internal static class RowText
{
    private const int MaxLength = 240;
    private const int MaxValueLength = 24;

    /// <summary>The columns of the schema alone: of others that a row has, nobody said whether their values may be shown.</summary>
    public static string Of<TRow>(CompiledSchema<TRow> schema, TRow row)
    {
        var text = new StringBuilder();
        foreach (var check in schema.Columns.TakeWhile(_ => text.Length <= MaxLength))
        {
            text.Append(text.Length == 0 ? "" : ", ").Append(check.Column.Name).Append('=').Append(Value(check, row));
        }

        return text.Length == 0 ? "(no column in the schema)" : RuleText.Cut(text.ToString(), MaxLength);
    }

    private static string Value<TRow>(ColumnCheck<TRow> check, TRow row)
    {
        try
        {
            return check.Sensitive ? RuleText.Hidden : RuleText.Cut(check.Column.Read(row).ToString(), MaxValueLength);
        }
        catch (Exception)
        {
            return RuleText.Unreadable;
        }
    }
}
