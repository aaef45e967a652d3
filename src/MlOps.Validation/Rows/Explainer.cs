using System.Collections.Immutable;
using MlOps.Validation.Schemas;

namespace MlOps.Validation.Rows;

/// <summary>
/// Finds everything that is wrong with a row in one pass, and runs anywhere. It reads each column once, and again for the rules between
/// columns and to show the row where a rule over it is broken.
/// </summary>
internal static class Explainer
{
    /// <summary>What a row that is null breaks.</summary>
    public static readonly Violation NoRow = new("", RuleNames.Required, Severity.Hard, "a row") { Observed = "null", Missing = MissingState.Null };

    public static ImmutableArray<Violation> Explain<TRow>(CompiledSchema<TRow> schema, TRow row)
    {
        if (row is null)
        {
            return [NoRow];
        }

        var found = default(Findings);
        Explain(schema, row, ref found);
        return found.ToImmutable();
    }

    /// <param name="schema">The schema.</param>
    /// <param name="row">A row that isn't null.</param>
    /// <param name="found">Takes all that is wrong.</param>
    public static void Explain<TRow>(CompiledSchema<TRow> schema, TRow row, ref Findings found)
    {
        var missing = 0;
        foreach (var column in schema.Columns)
        {
            if (!column.Explain(row, default, ref found))
            {
                missing++;
            }
        }

        foreach (var test in schema.Tests)
        {
            test.Explain(schema, row, missing, ref found);
        }
    }
}
