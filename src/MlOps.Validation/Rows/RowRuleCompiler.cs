using System.Diagnostics.CodeAnalysis;
using MlOps.Validation.Schemas;

namespace MlOps.Validation.Rows;

/// <summary>Binds rules over the row to the columns that they speak of.</summary>
internal sealed class RowRuleCompiler<[DynamicallyAccessedMembers(RowMembers.All)] TRow>(
    IBinding<TRow> binding, DataSchema schema, ColumnCheck<TRow>[] checks, Func<ColumnSchema, ColumnCheck<TRow>?> bind, SchemaDraft<TRow> code, ICollection<string> mistakes)
{
    private readonly IReadOnlySet<string> _sensitive = schema.GetSensitiveColumns();

    // A name that stands twice is told by whoever calls; the first one counts.
    private readonly Dictionary<string, ColumnCheck<TRow>> _checks =
        checks.DistinctBy(c => c.Name, StringComparer.Ordinal).ToDictionary(c => c.Name, StringComparer.Ordinal);

    private readonly Dictionary<string, ColumnSchema> _columns =
        schema.Columns.Where(c => c.Name is not null).DistinctBy(c => c.Name, StringComparer.Ordinal).ToDictionary(c => c.Name, StringComparer.Ordinal);

    public RowTest<TRow>? Bind(RowRule rule)
    {
        if (SchemaMistakes.In(rule) is { } mistake)
        {
            return Refuse(mistake);
        }

        return rule switch
        {
            CompletenessRule when schema.Columns.IsEmpty => Refuse("Completeness counts the schema's columns, and it has none; add them."),
            CompletenessRule completeness => new CompletenessTest<TRow>(completeness, schema.Columns.Length),
            CustomRowRule custom when code.FindCode(custom.Name) is { } found => new CustomRowTest<TRow>(custom, found),
            CustomRowRule custom => Refuse(
                $"The schema has the custom rule '{custom.Name}' over the row, and this host has no code of that name. "
                + $"Add Rule(\"{custom.Name}\", …) to the rules in code, or register the schema without it."),
            ComparisonRule comparison => Bind(comparison),
            SumRule sum => Bind(sum),
            ConditionalRule conditional => Bind(conditional),

            // What only a batch can judge.
            _ => null,
        };
    }

    private ComparisonTest<TRow>? Bind(ComparisonRule rule)
    {
        var (left, right) = (Find(rule.Left, rule), Find(rule.Right, rule));
        if (left is null || right is null)
        {
            return null;
        }

        var equality = rule.Comparison is Comparison.EqualTo or Comparison.NotEqualTo;
        if ((IsNumber(left) && IsNumber(right)) || (left.Type == right.Type && (left.Type == ColumnType.Text || equality)))
        {
            return new(rule, left, right);
        }

        mistakes.Add(
            $"{RuleText.Of(rule)}: '{rule.Left}' is {left.Type} and '{rule.Right}' is {right.Type}; two numbers can be compared, or two texts, "
            + "and of two truth values only whether they are equal.");
        return null;
    }

    private SumTest<TRow>? Bind(SumRule rule)
    {
        if (rule.Columns is [var only] && binding.FindVector(only) is { } vector)
        {
            return new(rule, [], _checks.GetValueOrDefault(only) as VectorCheck<TRow> ?? new(vector, Presence.Optional, sensitive: true, []));
        }

        ValueCheck<TRow>[] columns = [.. rule.Columns.Select(c => Find(c, rule)).OfType<ValueCheck<TRow>>()];
        if (Array.Find(columns, c => !IsNumber(c)) is { } other)
        {
            mistakes.Add($"{RuleText.Of(rule)}: '{other.Name}' is {other.Type}, and only numbers have a sum.");
        }

        return columns.Length == rule.Columns.Length ? new(rule, columns, null) : null;
    }

    private ConditionalTest<TRow>? Bind(ConditionalRule rule)
    {
        ColumnCheck<TRow>[] when = [.. rule.When.Select(c => bind(Whole(c))).OfType<ColumnCheck<TRow>>()];
        ColumnCheck<TRow>[] then = [.. rule.Then.Select(c => bind(Whole(c))).OfType<ColumnCheck<TRow>>()];
        return when.Length == rule.When.Length && then.Length == rule.Then.Length ? new(rule, when, then) : null;
    }

    // What the schema says of the column anyway: what is missing, and what must stay hidden.
    private ColumnSchema Whole(ColumnSchema branch) => branch with
    {
        Sensitive = _sensitive.Contains(branch.Name),
        Sentinels = _columns.GetValueOrDefault(branch.Name ?? "")?.Sentinels,
    };

    private ValueCheck<TRow>? Find(string name, RowRule rule)
    {
        if (_checks.GetValueOrDefault(name) is ValueCheck<TRow> check)
        {
            return check;
        }

        // Of a column that the schema doesn't describe, nobody said whether its values may be shown.
        if (binding.Find(name) is { } column)
        {
            return new(column, Presence.Optional, sensitive: true, sentinels: null, []);
        }

        mistakes.Add(binding.WhyNoColumn(name) is { } why ? $"The rule {Text(rule)} names '{name}', but {why}" : binding.FindVector(name) is null
            ? $"The rule {Text(rule)} names '{name}', which is no column of {binding.RowName}. {binding.HowToAdd}"
            : $"The rule {Text(rule)} names '{name}', which is a vector in {binding.RowName}; it is for columns of single values.");
        return null;
    }

    private static string Text(RowRule rule) => rule switch
    {
        ComparisonRule comparison => RuleText.Of(comparison),
        SumRule sum => RuleText.Of(sum),
        _ => rule.GetType().Name,
    };

    private static bool IsNumber(ValueCheck<TRow> check) => check.Type is ColumnType.Integer or ColumnType.Number;

    private RowTest<TRow>? Refuse(string mistake)
    {
        mistakes.Add(mistake);
        return null;
    }
}
