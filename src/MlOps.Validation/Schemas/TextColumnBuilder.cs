using System.Diagnostics.CodeAnalysis;
using MlOps.Rows;
using MlOps.Validation.Schemas;

namespace MlOps;

/// <summary>Says what a column of texts holds.</summary>
/// <typeparam name="TRow">The row.</typeparam>
public sealed class TextColumnBuilder<[DynamicallyAccessedMembers(RowMembers.All)] TRow>
    : ColumnBuilder<TRow, string, TextColumnBuilder<TRow>>
{
    internal TextColumnBuilder(SchemaDraft<TRow> schema, ColumnDraft<TRow> column)
        : base(schema, column)
    {
    }

    /// <summary>The text is one of these, letter by letter; anything else is a hard violation.</summary>
    /// <param name="values">The texts allowed; at least one, none of them empty.</param>
    public TextColumnBuilder<TRow> OneOf(params ReadOnlySpan<string> values) => With(new DomainRule([.. values]));

    /// <summary>The text is one of these, letter by letter.</summary>
    /// <param name="values">The texts allowed; at least one, none of them empty.</param>
    /// <param name="severity">How much breaking the rule matters.</param>
    public TextColumnBuilder<TRow> OneOf(IEnumerable<string> values, Severity severity) =>
        With(new DomainRule([.. values]) { Severity = severity });

    /// <summary>The text matches a regular expression somewhere; anchor it with <c>^</c> and <c>$</c> to match the whole.</summary>
    /// <param name="pattern">
    /// A .NET regular expression of the non-backtracking kind, which takes time linear in the text: no look-arounds, no
    /// back-references, no atomic groups.
    /// </param>
    /// <param name="severity">How much breaking the rule matters.</param>
    public TextColumnBuilder<TRow> Matches([StringSyntax(StringSyntaxAttribute.Regex)] string pattern, Severity severity = Severity.Hard) =>
        With(new PatternRule(pattern) { Severity = severity });

    private protected override string Value(Cell cell) => cell.Text!;
}
