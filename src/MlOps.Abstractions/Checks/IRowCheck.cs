using System.Collections.Immutable;

namespace MlOps.Checks;

/// <summary>A compiled check of a row or an answer: where validation meets the routes.</summary>
/// <typeparam name="T">The row or answer.</typeparam>
/// <remarks>Called by many threads at once. A clean row costs no allocation.</remarks>
public interface IRowCheck<in T>
{
    /// <summary>Everything that is wrong with the row, in one pass; empty, never default, for a clean row. It doesn't throw.</summary>
    ImmutableArray<Violation> Check(T row);

    /// <summary>The rules that it checks by, for those who want to know; null for a check that can't say. Default: null.</summary>
    DataSchema? Schema => null;

    /// <summary>Whether some of the values are sensitive. A prediction whose answers are checked so doesn't print them. Default: false.</summary>
    bool IsSensitive => false;
}
