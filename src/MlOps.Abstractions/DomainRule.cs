using System.Collections.Immutable;

namespace MlOps;

/// <summary>A text is one of a set of values, compared letter by letter; or a whole number is one of a set.</summary>
/// <param name="Values">The values allowed; whole numbers in decimal digits.</param>
public sealed record DomainRule(ImmutableArray<string> Values) : ColumnRule
{
    /// <summary>The values allowed; whole numbers in decimal digits.</summary>
    public ImmutableArray<string> Values { get; init => field = value.IsDefault ? [] : value; } = Values.IsDefault ? [] : Values;

    /// <inheritdoc/>
    public bool Equals(DomainRule? other) => other is not null && Severity == other.Severity && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Severity, Values.Length);
}
