namespace MlOps;

/// <summary>A row that breaks a rule.</summary>
/// <param name="Position">Which row of the batch it is, from <see cref="BatchOptions.FirstRow"/> on.</param>
/// <param name="Observed">What stood there, short; <c>(hidden)</c> for a sensitive column. Null where it was left out.</param>
public sealed record FailingRow(long Position, string? Observed)
{
    /// <summary>The position alone.</summary>
    public override string ToString() => FormattableString.Invariant($"row {Position}");
}
