using System.Globalization;
using MlOps.Validation.Rows;
using MlOps.Validation.Schemas;

namespace MlOps.Validation.Batches;

/// <summary>All rules of a schema in the order of a report, and where the findings of the row engine belong among them.</summary>
internal sealed class RulePlan
{
    private readonly List<RuleEntry> _entries = [new(RuleEntryKind.Presence, -1, RuleNames.Required, Severity.Hard, Severity.Hard, "a row")];
    private readonly Dictionary<object, int> _required = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<object, int> _rules = new(ReferenceEqualityComparer.Instance);

    private RulePlan(DataSchema schema) => Schema = schema;

    public DataSchema Schema { get; }

    public IReadOnlyList<RuleEntry> Entries => _entries;

    /// <param name="schema">The whole schema.</param>
    /// <param name="compiled">The same compiled; without custom rules, if there is no code for them.</param>
    /// <param name="hasCode">Whether it holds a column's custom rule of a name.</param>
    /// <param name="hasRowCode">Whether it holds the custom rules over the row.</param>
    public static RulePlan Of<TRow>(DataSchema schema, CompiledSchema<TRow> compiled, Func<string, string, bool> hasCode, bool hasRowCode)
    {
        var plan = new RulePlan(schema);
        for (var i = 0; i < schema.Columns.Length; i++)
        {
            plan.Add(schema.Columns[i], i, compiled.Columns[i], hasCode);
        }

        var tests = new Queue<RowTest<TRow>>(compiled.Tests);
        foreach (var rule in schema.Rules)
        {
            switch (rule)
            {
                case RowCountRule count:
                    plan._entries.Add(new(RuleEntryKind.Batch, -1, RuleNames.RowCount, rule.Severity, rule.Severity, Text(count)) { Rule = rule });
                    break;
                case CustomRowRule custom when !hasRowCode:
                    plan._entries.Add(new(RuleEntryKind.NoCode, -1, custom.Name, rule.Severity, rule.Severity, $"'{custom.Name}' to hold") { Rule = rule });
                    break;
                default:
                    var test = tests.Dequeue();
                    plan._rules.Add(test, plan._entries.Count);
                    plan._entries.Add(new(RuleEntryKind.Row, -1, test.Name, test.Severity, test.Severity, test is ConditionalTest<TRow> condition ? RuleText.Cut(condition.Summary) : test.Expected) { Rule = rule });
                    break;
            }
        }

        return plan;
    }

    /// <summary>Where a rule stands that a check of a column's presence, a rule of a column or a rule over the row says is broken.</summary>
    public int IndexOf(string rule, object source) =>
        rule == RuleNames.Required && _required.TryGetValue(source, out var index) ? index : _rules[source];

    /// <summary>Where a rule of a column or over the row stands.</summary>
    public int IndexOf(object source) => _rules[source];

    private void Add<TRow>(ColumnSchema column, int index, ColumnCheck<TRow> check, Func<string, string, bool> hasCode)
    {
        var severity = check.Presence == Presence.Required ? Severity.Hard : Severity.Soft;
        if (check.Presence != Presence.Optional)
        {
            _required.Add(check, _entries.Count);
            _entries.Add(new(RuleEntryKind.Presence, index, RuleNames.Required, severity, severity, "a value"));
        }

        _rules.Add(check, _entries.Count);
        _entries.Add(new(RuleEntryKind.Presence, index, RuleNames.Readable, severity, severity, "a value that can be read"));
        if (column.MinimumCompleteness is { } least)
        {
            Add(RuleNames.Completeness, Severity.Hard, string.Create(CultureInfo.InvariantCulture, $"a value in at least {least:0.####} of the rows"), least);
        }

        var tests = new Queue<object>((check as ValueCheck<TRow>)?.Rules ?? (check as VectorCheck<TRow>)?.Rules ?? (IEnumerable<object>)[]);
        if (column.Vector?.Length is not null)
        {
            AddTest(null);
        }

        foreach (var rule in column.Rules)
        {
            switch (rule)
            {
                case UniqueRule: Add(RuleNames.Unique, rule.Severity, "no value twice", rule); break;
                case DistinctCountRule count: Add(RuleNames.DistinctCount, rule.Severity, Text(count.Minimum, count.Maximum, "different values"), rule); break;
                case TopValueRule top: Add(RuleNames.TopValue, rule.Severity, string.Create(CultureInfo.InvariantCulture, $"no value in more than {top.MaximumShare:0.####} of the rows with one"), rule); break;
                case CustomColumnRule custom when !hasCode(column.Name, custom.Name):
                    _entries.Add(new(RuleEntryKind.NoCode, index, custom.Name, rule.Severity, rule.Severity, $"'{custom.Name}' to hold") { Rule = rule });
                    break;
                default: AddTest(rule); break;
            }
        }

        void Add(string name, Severity batch, string expected, object rule) =>
            _entries.Add(new(RuleEntryKind.Batch, index, name, batch, batch, expected) { Rule = rule });

        void AddTest(ColumnRule? rule)
        {
            var test = tests.Dequeue();
            var (name, inRow, expected) = test is ColumnTest one ? (one.Name, one.Severity, one.Expected) : test is VectorTest each ? (each.Name, each.Severity, each.Expected) : default;
            _rules.Add(test, _entries.Count);
            _entries.Add(new(RuleEntryKind.Value, index, name, rule?.Severity ?? inRow, inRow, expected) { Rule = rule });
        }
    }

    private static string Text(RowCountRule rule) => Text(rule.Minimum, rule.Maximum, "rows");

    private static string Text(long minimum, long maximum, string what) => (minimum, maximum) switch
    {
        (_, long.MaxValue) => string.Create(CultureInfo.InvariantCulture, $"at least {minimum} {what}"),
        (0, _) => string.Create(CultureInfo.InvariantCulture, $"at most {maximum} {what}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{minimum} to {maximum} {what}"),
    };
}
