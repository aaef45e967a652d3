using System.Collections.Immutable;
using System.Globalization;

namespace MlOps.Registry.Cards;

/// <summary>
/// What a schema asks of its columns, in words. Of a sensitive column it says which kinds of rules there are, and nothing that could be a
/// value: bounds and sets may come from the data.
/// </summary>
internal sealed class SchemaText(IReadOnlySet<string> sensitive)
{
    private const int MaxValues = 20;

    /// <summary>Name, type, what a missing value means, and rules.</summary>
    public string[] Row(ColumnSchema column)
    {
        var hidden = sensitive.Contains(column.Name);
        string?[] about =
        [
            hidden ? "sensitive" : null,
            column.Unit is { } unit ? $"in {unit}" : null,
            column.Environments is { } environments ? $"only in {string.Join(", ", environments)}" : null,
        ];
        string?[] missing =
        [
            (column.Presence ?? Presence.Required).ToString(),
            column.Sentinels is { } sentinels ? hidden ? "some values mean it (hidden)" : $"meant by {Values(sentinels)}" : null,
            column.MinimumCompleteness is { } share ? $"at least {Percent(share)} of a batch have a value" : null,
        ];
        return
        [
            Beside(column.Name, Said(about)),
            column.Vector is { } vector ? $"{column.Type}, a vector of {vector.Length?.ToString(CultureInfo.InvariantCulture) ?? "any length"}" : column.Type.ToString(),
            Said(missing),
            column.Rules.IsEmpty ? "none" : string.Join("; ", column.Rules.Select(r => Rule(r, hidden))),
        ];
    }

    public string Rule(RowRule rule) => Weighed(
        rule switch
        {
            ConditionalRule conditional => $"where {Columns(conditional.When)} holds: {Columns(conditional.Then)}",
            _ => rule.ToString(),
        },
        rule.Severity);

    private static string Rule(ColumnRule rule, bool hidden) => Weighed(
        rule switch
        {
            RangeRule when hidden => "a range (hidden)",
            DomainRule when hidden => "one of a set (hidden)",
            PatternRule when hidden => "a pattern (hidden)",
            _ => rule.ToString(),
        },
        rule.Severity);

    private string Columns(ImmutableArray<ColumnSchema> columns) => string.Join(" and ", columns.Select(c =>
    {
        string?[] asked = [c.Presence?.ToString(), .. c.Rules.Select(r => Rule(r, sensitive.Contains(c.Name)))];
        return Beside(c.Name, Said(asked));
    }));

    private static string Values(ImmutableArray<string> values) => $"{string.Join(", ", values.Take(MaxValues))}{(values.Length > MaxValues ? ", …" : "")}";

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.##########}%");

    private static string Weighed(string text, Severity severity) => severity == Severity.Hard ? text : $"{text} ({severity})";

    private static string Beside(string name, string said) => said.Length == 0 ? name : $"{name} ({said})";

    private static string Said(string?[] parts) => string.Join(", ", parts.OfType<string>());
}
