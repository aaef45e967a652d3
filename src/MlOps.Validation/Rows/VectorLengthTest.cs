using System.Globalization;
using MlOps.Rows;
using MlOps.Validation.Schemas;

namespace MlOps.Validation.Rows;

/// <summary>A vector has a fixed number of elements.</summary>
internal sealed class VectorLengthTest(int length)
    : VectorTest(RuleNames.Length, Severity.Hard, string.Create(CultureInfo.InvariantCulture, $"{length} elements"))
{
    public override bool Accepts(VectorCell value) => value.Length == length;

    public override (int First, int Count) Broken(VectorCell value) => (-1, 0);
}
