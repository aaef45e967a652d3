using System.Collections.Immutable;
using MlOps.Rows;
using MlOps.Validation.Schemas;

namespace MlOps.Validation.Rows;

/// <summary>
/// Finds everything that is wrong with a row in one pass, and runs anywhere. It reads each column once, and once more to show the row
/// where a rule over it is broken.
/// </summary>
internal static class Explainer
{
    public static ImmutableArray<Violation> Explain<TRow>(CompiledSchema<TRow> schema, TRow row)
    {
        if (row is null)
        {
            return [new("", RuleNames.Required, Severity.Hard, "a row") { Observed = "null", Missing = MissingState.Null }];
        }

        ImmutableArray<Violation>.Builder? found = null;
        var missing = 0;
        foreach (var column in schema.Columns)
        {
            if (!Explain(column, row, ref found))
            {
                missing++;
            }
        }

        string? values = null;
        foreach (var test in schema.Tests)
        {
            if (Broken(test, row, missing) is { } broken)
            {
                Add(ref found, broken with { Observed = test.Observed(missing) ?? (values ??= RowText.Of(schema, row)) });
            }
        }

        return found?.DrainToImmutable() ?? [];
    }

    /// <returns>Whether there is a value.</returns>
    private static bool Explain<TRow>(ColumnCheck<TRow> check, TRow row, ref ImmutableArray<Violation>.Builder? found)
    {
        Cell cell;
        try
        {
            cell = check.Column.Read(row);
        }
        catch (Exception e)
        {
            Add(ref found, new(check.Column.Name, RuleNames.Readable, Severity.Hard, $"a value that can be read; reading threw {e.GetType().Name}")
            {
                Observed = RuleText.Unreadable,
            });
            return false;
        }

        if (cell.Missing != MissingState.None)
        {
            if (check.Presence != Presence.Optional)
            {
                var severity = check.Presence == Presence.Required ? Severity.Hard : Severity.Soft;
                Add(ref found, Broken(check, RuleNames.Required, severity, "a value", cell));
            }

            return false;
        }

        foreach (var test in check.Tests)
        {
            try
            {
                if (!test.Accepts(cell))
                {
                    Add(ref found, Broken(check, test.Name, test.Severity, test.Expected, cell));
                }
            }
            catch (Exception e)
            {
                Add(ref found, Broken(check, test.Name, Severity.Hard, Threw(test.Expected, e), cell));
            }
        }

        return true;
    }

    private static Violation? Broken<TRow>(RowTest<TRow> test, TRow row, int missing)
    {
        try
        {
            return test.Accepts(row, missing) ? null : new("", test.Name, test.Severity, test.Expected);
        }
        catch (Exception e)
        {
            return new("", test.Name, Severity.Hard, Threw(test.Expected, e));
        }
    }

    private static Violation Broken<TRow>(ColumnCheck<TRow> check, string rule, Severity severity, string expected, Cell cell) =>
        new(check.Column.Name, rule, severity, expected)
        {
            Observed = check.Sensitive ? RuleText.Hidden : RuleText.Cut(cell.ToString()),
            Missing = cell.Missing,
        };

    // The type alone: a message may hold the value.
    private static string Threw(string expected, Exception e) => $"{expected}; it threw {e.GetType().Name}";

    private static void Add(ref ImmutableArray<Violation>.Builder? found, Violation violation) =>
        (found ??= ImmutableArray.CreateBuilder<Violation>()).Add(violation);
}
