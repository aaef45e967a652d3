using System.Diagnostics.CodeAnalysis;
using MlOps.Rows;
using MlOps.Validation.Schemas;

namespace MlOps;

/// <summary>Says what a column of texts holds.</summary>
/// <typeparam name="TRow">The row.</typeparam>
public sealed class TextColumnBuilder<[DynamicallyAccessedMembers(RowMembers.All)] TRow>
    : ColumnBuilder<TRow, string, TextColumnBuilder<TRow>>
{
    internal TextColumnBuilder(SchemaDraft<TRow> schema, ColumnDraft column)
        : base(schema, column)
    {
    }

    /// <summary>The text is one of these, letter by letter; anything else is a hard violation.</summary>
    /// <param name="values">The texts allowed; at least one, none of them empty.</param>
    public TextColumnBuilder<TRow> OneOf(params ReadOnlySpan<string> values) => With(new DomainRule([.. values]));

    /// <summary>The text is one of these, letter by letter.</summary>
    /// <param name="values">The texts allowed; at least one, none of them empty.</param>
    /// <param name="severity">How much breaking the rule matters.</param>
    /// <param name="tolerated">Which share of a batch's values may be others, from 0 to 1; a single row with another is then a soft violation.</param>
    public TextColumnBuilder<TRow> OneOf(IEnumerable<string> values, Severity severity, double tolerated = 0) =>
        With(new DomainRule([.. values]) { Severity = severity, ToleratedShare = Share(tolerated) });

    /// <summary>The text matches a regular expression somewhere; anchor it with <c>^</c> and <c>$</c> to match the whole.</summary>
    /// <param name="pattern">
    /// A .NET regular expression of the non-backtracking kind, which takes time linear in the text: no look-arounds, no
    /// back-references, no atomic groups.
    /// </param>
    /// <param name="severity">How much breaking the rule matters.</param>
    public TextColumnBuilder<TRow> Matches([StringSyntax(StringSyntaxAttribute.Regex)] string pattern, Severity severity = Severity.Hard) =>
        With(new PatternRule(pattern) { Severity = severity });

    /// <summary>The text is so long, counted as .NET counts: an emoji may count as two or more.</summary>
    /// <param name="minimum">The smallest length allowed.</param>
    /// <param name="maximum">The largest length allowed.</param>
    /// <param name="severity">How much breaking the rule matters.</param>
    public TextColumnBuilder<TRow> Length(int minimum, int maximum, Severity severity = Severity.Hard) =>
        With(new LengthRule(minimum, maximum) { Severity = severity });

    /// <summary>The text is made of characters of one kind only.</summary>
    /// <param name="characters">The kind.</param>
    /// <param name="severity">How much breaking the rule matters.</param>
    public TextColumnBuilder<TRow> Characters(CharacterClass characters, Severity severity = Severity.Hard) =>
        With(new CharacterRule(characters) { Severity = severity });

    /// <summary>These texts mean that there is no value, such as <c>?</c> or <c>n/a</c>. No other rule is asked about them.</summary>
    /// <param name="sentinels">The texts, letter by letter.</param>
    public TextColumnBuilder<TRow> MissingWhen(params ReadOnlySpan<string> sentinels)
    {
        Draft.AddSentinels(sentinels.ToArray());
        return this;
    }

    private protected override string Value(Cell cell) => cell.Text!;
}
