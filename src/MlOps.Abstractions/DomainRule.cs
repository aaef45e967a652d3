using System.Collections.Immutable;

namespace MlOps;

/// <summary>A text is one of a set of values, compared letter by letter; or a whole number or a truth value is one of a set.</summary>
/// <param name="Values">The values allowed; whole numbers in decimal digits, truth values as <c>true</c> and <c>false</c>.</param>
public sealed record DomainRule(ImmutableArray<string> Values) : ColumnRule
{
    /// <summary>The values allowed; whole numbers in decimal digits.</summary>
    public ImmutableArray<string> Values { get; init => field = value.IsDefault ? [] : value; } = Values.IsDefault ? [] : Values;

    /// <summary>Which share of a batch's values may be others, from 0 to 1; a single row with another is then a soft violation. Null for none.</summary>
    public double? ToleratedShare { get; init; }

    /// <inheritdoc/>
    public bool Equals(DomainRule? other) => other is not null && Severity == other.Severity && ToleratedShare == other.ToleratedShare && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Severity);
        foreach (var value in Values)
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    /// <summary>The rule in a line: <c>one of Private, State</c>.</summary>
    public override string ToString() => $"one of {RuleWords.Values(Values)}{RuleWords.Tolerated(ToleratedShare)}";
}
