using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace MlOps.Validation.Schemas;

/// <summary>What each attribute says, in the words that a column has for it.</summary>
internal static class AttributeWords
{
    /// <summary>Says of a column what its attributes do.</summary>
    /// <returns>A sentence for each that makes no sense.</returns>
    public static List<string> Apply(ColumnDraft column, IEnumerable<Attribute> attributes)
    {
        List<string> mistakes = [];
        foreach (var attribute in attributes)
        {
            try
            {
                Apply(column, attribute);
            }
            catch (ArgumentException e)
            {
                mistakes.Add(e.Message.StartsWith("Column '", StringComparison.Ordinal) ? e.Message : $"Column '{column.Name}': {e.Message}");
            }
        }

        return mistakes;
    }

    private static void Apply(ColumnDraft column, Attribute attribute)
    {
        switch (attribute)
        {
            case RequiredAttribute { AllowEmptyStrings: true } when column.Type == ColumnType.Text:
                throw new ArgumentException("an empty text is a missing value here, so Required can't allow it.");
            case RequiredAttribute:
                Say(column, Presence.Required);
                break;
            case RangeAttribute range:
                column.Add(Range(column, range));
                break;
            case StringLengthAttribute length:
                AddLength(column, length.MinimumLength, length.MaximumLength);
                break;
            case LengthAttribute length:
                AddLength(column, length.MinimumLength, length.MaximumLength);
                break;
            case MaxLengthAttribute length:
                AddLength(column, 0, length.Length < 0 ? int.MaxValue : length.Length);
                break;
            case MinLengthAttribute length:
                AddLength(column, length.Length, int.MaxValue);
                break;
            case RegularExpressionAttribute expression:
                // The attribute asks that the whole text match.
                column.Add(new PatternRule($@"^(?:{expression.Pattern})\z"));
                break;
            case AllowedValuesAttribute allowed:
                column.Add(new DomainRule([.. allowed.Values.Select(Text)]));
                break;
            case ModelColumnAttribute said:
                Apply(column, said);
                break;
            default:
                throw new ArgumentException($"a schema has no word for {attribute.GetType().Name}; say it in code with Matches or Must, and leave the attribute out.");
        }
    }

    private static void Apply(ColumnDraft column, ModelColumnAttribute said)
    {
        if (said.Length != 0)
        {
            AddVectorLength(column, said.Length);
        }

        if (said.SaidPresence is { } presence)
        {
            Say(column, presence);
        }

        column.Sensitive |= said.Sensitive;
        column.Set(c => c with { Unit = said.Unit ?? c.Unit });
        column.AddSentinels(said.MissingWhen);
        column.AddEnvironments(said.ExpectedIn);
    }

    private static void Say(ColumnDraft column, Presence presence) => column.Presence = column.Presence is null || column.Presence == presence
        ? presence
        : throw new ArgumentException($"it can't be {column.Presence} and {presence} at once; keep one of them.");

    private static RangeRule Range(ColumnDraft column, RangeAttribute range) => range.MinimumIsExclusive || range.MaximumIsExclusive
        ? throw new ArgumentException("the bounds of a range are included; move the exclusive one.")
        : new(Bound(column, range.Minimum), Bound(column, range.Maximum));

    private static double Bound(ColumnDraft column, object bound) => bound switch
    {
        int whole => Bounds.Exact(column.Type, whole),
        double number => Bounds.Nearest(column.Type, column.ValueType, number),
        string text when column.Type == ColumnType.Integer && Integers.TryParse(text, out var whole) => Bounds.Exact(column.Type, whole),
        string text when Numbers.TryParse(text, out var number) => Bounds.Nearest(column.Type, column.ValueType, number),
        _ => throw new ArgumentException($"the bound '{bound}' is no number with a point."),
    };

    private static void AddLength(ColumnDraft column, int minimum, int maximum)
    {
        if (!column.IsVector)
        {
            column.Add(new LengthRule(minimum, maximum));
        }
        else if (minimum == maximum)
        {
            AddVectorLength(column, minimum);
        }
        else
        {
            throw new ArgumentException("vectors are of one length or of any; write Length(n, n) or ModelColumn(Length = n).");
        }
    }

    private static void AddVectorLength(ColumnDraft column, int length)
    {
        if (!column.IsVector)
        {
            throw new ArgumentException($"only vectors have a number of elements, and the column is {column.Type}.");
        }

        column.Set(c => c with
        {
            Vector = c.Vector?.Length is { } known && known != length
                ? throw new ArgumentException($"it can't have {known} and {length} elements at once.")
                : new() { Length = length },
        });
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        bool flag => Booleans.Text(flag),
        Enum named => Convert.ToInt64(named, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
