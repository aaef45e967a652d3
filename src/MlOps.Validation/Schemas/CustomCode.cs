using MlOps.Rows;

namespace MlOps.Validation.Schemas;

/// <summary>The code of a custom rule over a column.</summary>
/// <param name="OnValue">A <c>Func</c> of the column's own value type, without its nullability.</param>
/// <param name="OnCell">The same over a cell that holds a value.</param>
internal sealed record CustomCode(Delegate OnValue, Func<Cell, bool> OnCell);
