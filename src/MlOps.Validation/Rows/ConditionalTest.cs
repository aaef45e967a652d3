using MlOps.Validation.Schemas;

namespace MlOps.Validation.Rows;

/// <summary>Checks columns where others fulfil a condition. What is broken is told of the columns, each with the condition.</summary>
internal sealed class ConditionalTest<TRow>(ConditionalRule rule, ColumnCheck<TRow>[] when, ColumnCheck<TRow>[] then)
    : RowTest<TRow>(RuleNames.Condition, rule.Severity, "a condition that can be asked")
{
    private readonly string _where = string.Join(" and ", when.Select(Text));

    /// <summary>The rule in a line, for reports: the condition as violations tell it, and what holds then.</summary>
    public string Summary => $"{string.Join(" and ", then.Select(Asked))} where {_where}";

    public override bool Judges(TRow row) => Holds(row);

    public override bool Accepts(TRow row, int missing)
    {
        if (Holds(row))
        {
            foreach (var column in then)
            {
                if (!column.IsClean(row))
                {
                    return false;
                }
            }
        }

        return true;
    }

    public override void Explain(CompiledSchema<TRow> schema, TRow row, int missing, ref Findings found)
    {
        bool holds;
        try
        {
            holds = Holds(row);
        }
        catch (Exception)
        {
            // It throws again, and is told as any rule that does.
            base.Explain(schema, row, missing, ref found);
            return;
        }

        if (holds)
        {
            var scope = new Scope(_where, rule.Severity == Severity.Soft, this);
            foreach (var column in then)
            {
                column.Explain(row, scope, ref found);
            }
        }
    }

    private bool Holds(TRow row)
    {
        foreach (var column in when)
        {
            if (!column.Holds(row))
            {
                return false;
            }
        }

        return true;
    }

    private static string Asked(ColumnCheck<TRow> column)
    {
        var asked = ((column as ValueCheck<TRow>)?.Rules.Select(r => r.Expected) ?? (column as VectorCheck<TRow>)?.Rules.Select(r => r.Expected) ?? []).ToList();
        return $"{column.Name}: {(asked.Count > 0 ? string.Join(", ", asked) : column.Presence == Presence.Optional ? "anything" : "a value")}";
    }

    // Of a sensitive column also that a condition on its value holds says something; so the condition isn't told.
    private static string Text(ColumnCheck<TRow> column) => column switch
    {
        { Sensitive: true } => $"a condition on {column.Name} holds",
        ValueCheck<TRow> { Rules: { Count: > 0 } rules } => $"{column.Name} is {string.Join(" and ", rules.Select(r => r.Expected))}",
        ValueCheck<TRow> => $"{column.Name} has a value",
        _ => $"a condition on {column.Name} holds",
    };
}
