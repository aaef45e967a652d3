using System.Collections.Immutable;

namespace MlOps.Routing.Checking;

internal static class ViolationListExtensions
{
    /// <summary>Whether one of them is hard.</summary>
    public static bool HasHard(this ImmutableArray<Violation> violations)
    {
        foreach (var violation in violations)
        {
            if (violation.Severity == Severity.Hard)
            {
                return true;
            }
        }

        return false;
    }
}
