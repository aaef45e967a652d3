using System.Linq.Expressions;

namespace MlOps.Validation.Rows;

/// <summary>One rule over a whole row, in the same two forms as a <see cref="ColumnTest"/>.</summary>
internal abstract class RowTest<TRow>(string name, Severity severity, string expected)
{
    public string Name => name;

    public Severity Severity => severity;

    public string Expected => expected;

    /// <summary>Whether the fast path has to count missing values for this rule.</summary>
    public virtual bool Counts => false;

    /// <param name="row">The row.</param>
    /// <param name="missing">How many of the schema's columns have no value.</param>
    public abstract bool Accepts(TRow row, int missing);

    /// <inheritdoc cref="Accepts(TRow, int)"/>
    /// <remarks>Rules between columns read them anew through their accessors, so that both paths ask the same code.</remarks>
    public virtual Expression Accepts(Expression row, Expression missing) =>
        Expression.Call(Expression.Constant(this), ((Func<TRow, int, bool>)Accepts).Method, row, Expression.Constant(0));

    /// <summary>Whether the rule has anything to judge in the row; what it skips is no pass. It may throw what the row's code throws.</summary>
    public virtual bool Judges(TRow row) => true;

    /// <summary>Adds what is wrong.</summary>
    public virtual void Explain(CompiledSchema<TRow> schema, TRow row, int missing, ref Findings found)
    {
        Violation broken;
        try
        {
            if (Accepts(row, missing))
            {
                return;
            }

            broken = new("", Name, Severity, Expected);
        }
        catch (Exception e)
        {
            // The type alone: a message may hold the value.
            broken = new("", Name, Severity.Hard, $"{Expected}; it threw {e.GetType().Name}");
        }

        found.Add(broken with { Observed = Observed(row, missing) ?? RowText.Of(schema.Columns, row) }, this);
    }

    /// <summary>What was there instead, for people; null for the row's values, which every such rule shows alike.</summary>
    public virtual string? Observed(TRow row, int missing) => null;
}
