using MlOps.Validation.Schemas;

namespace MlOps.Validation.Rows;

/// <summary>What a missing value breaks: the table of docs/validation.md. No other rule of the column is asked about it.</summary>
internal static class MissingValues
{
    /// <returns>The rule and how much breaking it matters; null where the value may be missing in this way.</returns>
    public static (string Rule, Severity Severity, string Expected)? Broken(Presence presence, MissingState state) => (state, presence) switch
    {
        (MissingState.None, _) => null,
        // Something stood there, so that it isn't missing in peace.
        (MissingState.Unparseable, Presence.Required) => (RuleNames.Readable, Severity.Hard, "a value that can be read"),
        (MissingState.Unparseable, _) => (RuleNames.Readable, Severity.Soft, "a value that can be read"),
        (_, Presence.Required) => (RuleNames.Required, Severity.Hard, "a value"),
        (_, Presence.Tolerated) => (RuleNames.Required, Severity.Soft, "a value"),
        _ => null,
    };
}
