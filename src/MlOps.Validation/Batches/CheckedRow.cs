using System.Collections.Immutable;

namespace MlOps;

/// <summary>A row of a batch and what is wrong with it.</summary>
/// <typeparam name="TRow">The row.</typeparam>
public readonly record struct CheckedRow<TRow>
{
    private readonly ImmutableArray<Violation> _violations;

    internal CheckedRow(TRow row, long position, ImmutableArray<Violation> violations) => (Row, Position, _violations) = (row, position, violations);

    /// <summary>The row.</summary>
    public TRow Row { get; }

    /// <summary>Which row of the batch it is, from <see cref="BatchOptions.FirstRow"/> on.</summary>
    public long Position { get; }

    /// <summary>Everything that is wrong with it; never default.</summary>
    public ImmutableArray<Violation> Violations => _violations.IsDefault ? [] : _violations;

    /// <summary>Whether nothing hard is. A valid row may have soft violations.</summary>
    public bool IsValid => !Violations.Any(v => v.Severity == Severity.Hard);

    /// <summary>One line without a value of the row: <c>row 17: Age: range, expected 17 to 90</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"row {Position}: {(Violations.IsEmpty ? "clean" : string.Join("; ", Violations))}");
}
