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
    public abstract Expression Accepts(Expression row, Expression missing);

    /// <summary>What was there instead, for people; null for the row's values, which every such rule shows alike.</summary>
    public virtual string? Observed(int missing) => null;
}
