using System.Buffers;
using System.Text;

namespace MlOps;

/// <summary>How large a schema can be. It may come from anyone; what is beyond these would be no schema but a way to use up a host.</summary>
internal static class SchemaLimits
{
    public const int MaxJsonLength = 16 * 1024 * 1024;
    public const int MaxColumns = 10_000;
    public const int MaxRules = 20_000;
    public const int MaxValues = 200_000;
    public const int MaxTextLength = 4_096;

    /// <summary>What goes beyond a limit, or null.</summary>
    public static string? Broken(DataSchema schema)
    {
        var inner = schema.Rules.OfType<ConditionalRule>().SelectMany(r => r.When.Concat(r.Then)).ToList();
        var columns = schema.Columns.Concat(inner).ToList();
        var rules = columns.SelectMany(c => c.Rules).ToList();
        var values = columns.Sum(c => (c.Sentinels?.Length ?? 0) + (c.Environments?.Length ?? 0))
            + rules.OfType<DomainRule>().Sum(r => r.Values.Length)
            + schema.Rules.OfType<SumRule>().Sum(r => r.Columns.Length);
        return (columns.Count, rules.Count + schema.Rules.Length, values) switch
        {
            ( > MaxColumns, _, _) => $"it has {columns.Count} columns, and at most {MaxColumns} are allowed.",
            (_, > MaxRules, _) => $"it has {rules.Count + schema.Rules.Length} rules, and at most {MaxRules} are allowed.",
            (_, _, > MaxValues) => $"it lists {values} values, and at most {MaxValues} are allowed.",
            _ => Texts(schema, columns, rules).Select(Broken).FirstOrDefault(b => b is not null),
        };
    }

    private static string? Broken(string? text) => text switch
    {
        { Length: > MaxTextLength } => $"a text in it is longer than the {MaxTextLength} characters allowed.",
        _ when HasHalves(text) => "a text in it has half of a character of two (a surrogate alone), which JSON would make another.",
        _ => null,
    };

    private static bool HasHalves(ReadOnlySpan<char> text)
    {
        while (Rune.DecodeFromUtf16(text, out _, out var length) == OperationStatus.Done)
        {
            text = text[length..];
        }

        return !text.IsEmpty;
    }

    private static IEnumerable<string?> Texts(DataSchema schema, List<ColumnSchema> columns, List<ColumnRule> rules) =>
    [
        .. columns.SelectMany(c => (IEnumerable<string?>)[c.Name, c.Unit, .. c.Sentinels ?? [], .. c.Environments ?? []]),
        .. rules.SelectMany(r => r switch
        {
            DomainRule domain => domain.Values,
            PatternRule pattern => [pattern.Pattern],
            CustomColumnRule custom => [custom.Name],
            _ => (IEnumerable<string?>)[],
        }),
        .. schema.Rules.SelectMany(r => r switch
        {
            ComparisonRule comparison => [comparison.Left, comparison.Right],
            SumRule sum => sum.Columns,
            CustomRowRule custom => [custom.Name],
            _ => (IEnumerable<string?>)[],
        }),
    ];
}
