using System.Collections.Immutable;

namespace MlOps;

/// <summary>Where some columns hold this, others hold that. It asks nothing of a row in which the condition doesn't hold or a column of it is missing.</summary>
/// <param name="When">The condition: each column has a value that follows all its rules. Their presence is not looked at.</param>
/// <param name="Then">What holds then, beside what the schema says of these columns anyway.</param>
/// <remarks>A soft rule makes all that it asks for soft.</remarks>
public sealed record ConditionalRule(ImmutableArray<ColumnSchema> When, ImmutableArray<ColumnSchema> Then) : RowRule
{
    /// <summary>The condition: each column has a value that follows all its rules.</summary>
    public ImmutableArray<ColumnSchema> When { get; init => field = value.IsDefault ? [] : value; } = When.IsDefault ? [] : When;

    /// <summary>What holds then.</summary>
    public ImmutableArray<ColumnSchema> Then { get; init => field = value.IsDefault ? [] : value; } = Then.IsDefault ? [] : Then;

    /// <inheritdoc/>
    public bool Equals(ConditionalRule? other) =>
        other is not null && Severity == other.Severity && When.SequenceEqual(other.When) && Then.SequenceEqual(other.Then);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Severity, When.Length, Then.Length, When.FirstOrDefault(), Then.FirstOrDefault());

    /// <summary>The rule in a line: its columns with their rules; of a sensitive one its name alone.</summary>
    public override string ToString() => $"where {Say(When)} holds: {Say(Then)}";

    private static string Say(ImmutableArray<ColumnSchema> columns) =>
        string.Join(" and ", columns.Select(c => c.Rules.IsEmpty || c.Sensitive ? c.Name : $"{c.Name} ({string.Join(", ", c.Rules)})"));
}
