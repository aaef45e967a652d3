namespace MlOps.Validation.Batches;

/// <summary>One rule of a schema, as a report lists it.</summary>
/// <param name="Kind">How it is judged.</param>
/// <param name="Column">The column's index; -1 for a rule over rows or the batch.</param>
/// <param name="Name">The rule's name.</param>
/// <param name="Severity">How much breaking it matters to a batch.</param>
/// <param name="InRow">How much a single row that breaks it matters.</param>
/// <param name="Expected">What it asks for.</param>
internal sealed record RuleEntry(RuleEntryKind Kind, int Column, string Name, Severity Severity, Severity InRow, string Expected)
{
    /// <summary>The rule as the schema has it; null for what presence asks.</summary>
    public object? Rule { get; init; }

    /// <summary>Which share of the values may break it.</summary>
    public double? ToleratedShare => Rule switch
    {
        RangeRule range => range.ToleratedShare,
        DomainRule domain => domain.ToleratedShare,
        _ => null,
    };

    /// <summary>Whether invalid rows tell all of it, so that a share of them may be allowed.</summary>
    public bool IsOfRows => Kind is RuleEntryKind.Presence or RuleEntryKind.Value or RuleEntryKind.Row && ToleratedShare is not > 0;
}
