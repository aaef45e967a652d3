using System.Collections.Immutable;

namespace MlOps;

/// <summary>What one column is expected to hold.</summary>
public sealed record ColumnSchema
{
    /// <summary>The column's name: that of the row's property or field.</summary>
    public required string Name { get; init; }

    /// <summary>What its values are.</summary>
    public required ColumnType Type { get; init; }

    /// <summary>What a missing value means; null where nobody said, which counts as <see cref="MlOps.Presence.Required"/>.</summary>
    public Presence? Presence { get; init; }

    /// <summary>Whether its values must appear in no report, log or exception.</summary>
    public bool Sensitive { get; init; }

    /// <summary>Rules for a value that is there. A missing value is <see cref="Presence"/>'s business alone.</summary>
    public ImmutableArray<ColumnRule> Rules { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <inheritdoc/>
    public bool Equals(ColumnSchema? other) => other is not null
        && Name == other.Name
        && Type == other.Type
        && Presence == other.Presence
        && Sensitive == other.Sensitive
        && Rules.SequenceEqual(other.Rules);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Type, Presence, Sensitive, Rules.Length);
}
