using System.Collections.Immutable;

namespace MlOps;

/// <summary>What one column is expected to hold.</summary>
public sealed record ColumnSchema
{
    /// <summary>The column's name: that of the row's property or field, or what its <see cref="ModelColumnAttribute"/> says.</summary>
    public required string Name { get; init; }

    /// <summary>What its values are.</summary>
    public required ColumnType Type { get; init; }

    /// <summary>What a missing value means; null where nobody said, which counts as <see cref="MlOps.Presence.Required"/>.</summary>
    public Presence? Presence { get; init; }

    /// <summary>Whether its values must appear in no report, log or exception.</summary>
    public bool Sensitive { get; init; }

    /// <summary>Rules for a value that is there. A missing value is <see cref="Presence"/>'s business alone.</summary>
    public ImmutableArray<ColumnRule> Rules { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The least share of a batch's rows that have a value, from 0 to 1; null where nobody said. Judged over batches only.</summary>
    public double? MinimumCompleteness { get; init; }

    /// <summary>What its numbers count, such as <c>years</c>, for people; null where nobody said.</summary>
    public string? Unit { get; init; }

    /// <summary>Values that mean that there is none, such as <c>?</c>, <c>n/a</c> or <c>-999</c>; numbers as digits with a point. Null for none.</summary>
    public ImmutableArray<string>? Sentinels { get; init => field = value is { IsDefaultOrEmpty: false } ? value : null; }

    /// <summary>Where it is expected, such as <see cref="SchemaEnvironments.Training"/>; null for everywhere.</summary>
    public ImmutableArray<string>? Environments { get; init => field = value is { IsDefaultOrEmpty: false } ? value : null; }

    /// <summary>Says that each value is a vector of numbers; null for single values.</summary>
    public VectorSchema? Vector { get; init; }

    /// <summary>Whether it is expected in an environment.</summary>
    /// <param name="environment">One of <see cref="SchemaEnvironments"/>, or another name.</param>
    public bool IsExpectedIn(string environment) => Environments is not { } names || names.Contains(environment);

    /// <inheritdoc/>
    public bool Equals(ColumnSchema? other) => other is not null
        && Name == other.Name
        && Type == other.Type
        && Presence == other.Presence
        && Sensitive == other.Sensitive
        && MinimumCompleteness == other.MinimumCompleteness
        && Unit == other.Unit
        && Vector == other.Vector
        && (Sentinels ?? []).SequenceEqual(other.Sentinels ?? [])
        && (Environments ?? []).SequenceEqual(other.Environments ?? [])
        && Rules.SequenceEqual(other.Rules);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Type, Presence, Sensitive, Rules.Length, Rules.FirstOrDefault());
}
