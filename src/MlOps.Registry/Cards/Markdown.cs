using System.Globalization;
using System.Text;

namespace MlOps.Registry.Cards;

/// <summary>Writes Markdown. Texts come from whoever registered a version: they may hold anything, and stay text.</summary>
internal sealed class Markdown
{
    public const string NotKnown = "not known";

    private readonly StringBuilder _text = new();

    public Markdown Heading(int level, string title)
    {
        _text.Append(_text.Length == 0 ? "" : "\n").Append('#', level).Append(' ').Append(Escape(title)).Append("\n\n");
        return this;
    }

    public Markdown Line(string text)
    {
        _text.Append(Escape(text)).Append('\n');
        return this;
    }

    /// <summary>A table of facts; what is null is not known.</summary>
    public Markdown Facts(params IEnumerable<(string Name, string? Value)> facts) => Table(["", ""], facts.Select(f => new[] { f.Name, f.Value }));

    /// <summary>A table, or a sentence where it would be empty.</summary>
    public Markdown Table(string[] columns, IEnumerable<string?[]> rows, string none = NotKnown)
    {
        var all = rows.ToList();
        if (all.Count == 0)
        {
            return Line($"{char.ToUpperInvariant(none[0])}{none[1..]}.");
        }

        Row(columns);
        Row([.. columns.Select(_ => "---")]);
        all.ForEach(row => Row([.. row.Select(cell => string.IsNullOrWhiteSpace(cell) ? NotKnown : Escape(cell))]));
        return this;
    }

    public override string ToString() => _text.ToString();

    private void Row(string[] cells) => _text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    // One line, nothing that ends a cell or begins a tag, a link, a heading or emphasis.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (BeginsLink(text.AsSpan(at)))
            {
                escaped.Append(CultureInfo.InvariantCulture, $"&#{(int)c};");
                continue;
            }

            if (c is '\\' or '|' or '<' or '>' or '[' or ']' or '*' or '_' or '`' or '#' or '&' or '~')
            {
                escaped.Append('\\');
            }

            escaped.Append(char.IsControl(c) || c is '\u2028' or '\u2029' || char.GetUnicodeCategory(c) == UnicodeCategory.Format ? ' ' : c);
        }

        return escaped.ToString();
    }

    // Some readers make links of addresses, whatever stands around them.
    private static bool BeginsLink(ReadOnlySpan<char> rest) =>
        rest.StartsWith("://", StringComparison.Ordinal) || rest.StartsWith("@", StringComparison.Ordinal) || rest.StartsWith("www.", StringComparison.OrdinalIgnoreCase);
}
