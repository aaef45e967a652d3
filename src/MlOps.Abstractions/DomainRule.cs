using System.Collections.Immutable;

namespace MlOps;

/// <summary>A text is one of a set of values, compared letter by letter.</summary>
/// <param name="Values">The values allowed.</param>
public sealed record DomainRule(ImmutableArray<string> Values) : ColumnRule
{
    /// <inheritdoc/>
    public bool Equals(DomainRule? other) => other is not null && Severity == other.Severity && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Severity, Values.Length);
}
