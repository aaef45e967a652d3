using System.Text.Json.Serialization;

namespace MlOps;

/// <summary>A rule that a row broke.</summary>
/// <param name="Column">The column, <c>input[17]</c> for an element of a vector, or an empty text for a rule over the whole row.</param>
/// <param name="Rule">The rule: <c>required</c>, <c>range</c>, <c>domain</c>, <c>pattern</c>, <c>length</c>, <c>characters</c>, <c>finite</c>, <c>comparison</c>, <c>sum</c>, <c>completeness</c>, <c>readable</c>, or a custom rule's name.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Expected">What the rule asks for, for people.</param>
public sealed record Violation(string Column, string Rule, Severity Severity, string Expected)
{
    /// <summary>
    /// What stood there, as text and never long; <c>(hidden)</c> for a sensitive column. For a rule over the whole row the values of the
    /// schema's columns, <c>Age=17, HoursPerWeek=NaN, PersonId=(hidden)</c>. It stays out of JSON and of <see cref="ToString"/>.
    /// </summary>
    [JsonIgnore]
    public string Observed { get; init; } = "";

    /// <summary>In which way the value was missing; <see cref="MissingState.None"/> where there was a value.</summary>
    public MissingState Missing { get; init; }

    /// <summary>One line without the observed value: <c>Age: range, expected 17 to 90</c>.</summary>
    public override string ToString()
    {
        var where = Column.Length == 0 ? "row" : Column;
        var observed = Missing == MissingState.None ? "" : $", missing as {Missing}";
        return $"{where}: {Rule}{(Severity == Severity.Hard ? "" : $" ({Severity})")}, expected {Expected}{observed}";
    }
}
