namespace MlOps;

/// <summary>No value stands twice in the column. Judged over batches; a single row is no batch, so it is skipped there.</summary>
public sealed record UniqueRule : ColumnRule
{
    /// <summary>The rule in a line.</summary>
    public override string ToString() => "no value twice in a batch";
}
