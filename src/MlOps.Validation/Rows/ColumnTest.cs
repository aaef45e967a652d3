using System.Linq.Expressions;
using MlOps.Rows;

namespace MlOps.Validation.Rows;

/// <summary>
/// One rule for a value that is there, in the two forms that must agree: over a cell, which works everywhere, and as an expression
/// over the column's own type, which the fast path is made of.
/// </summary>
internal abstract class ColumnTest(string name, Severity severity, string expected)
{
    public string Name => name;

    public Severity Severity => severity;

    public string Expected => expected;

    /// <summary>Whether NaN fails the expression too, so that nobody need ask for it before.</summary>
    public virtual bool RefusesNaN => false;

    public abstract bool Accepts(Cell value);

    /// <param name="value">A value that is there, of the column's type without its nullability.</param>
    public abstract Expression Accepts(Expression value);
}
