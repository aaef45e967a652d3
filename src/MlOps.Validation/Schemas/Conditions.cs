using System.Globalization;

namespace MlOps.Validation.Schemas;

/// <summary>Makes conditional rules of what was written as two small schemas.</summary>
internal static class Conditions
{
    /// <summary>Asks that a column have one value, in the words that its type has for that.</summary>
    public static void Equal(ColumnDraft column, object? value) => column.Add(value switch
    {
        null => throw new ArgumentException($"Column '{column.Name}': a condition asks for a value, and null is none."),
        string text => new DomainRule([text]),
        bool flag => new DomainRule([Booleans.Text(flag)]),
        _ when column.Type == ColumnType.Integer => new DomainRule([Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)]),
        _ => Exactly(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
    });

    /// <exception cref="ArgumentException">One of them holds more than columns.</exception>
    public static ConditionalRule Rule(DataSchema condition, DataSchema then) => condition.Rules.IsEmpty && then.Rules.IsEmpty
        ? new(condition.Columns, then.Columns)
        : throw new ArgumentException("Rule over the row: a condition is about columns; write Rule, Compare and the like beside it, not within.");

    private static RangeRule Exactly(double value) => new(value, value);
}
