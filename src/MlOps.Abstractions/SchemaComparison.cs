namespace MlOps;

/// <summary>How one schema differs from another, and whether callers of the first can go on with the second as they are.</summary>
/// <remarks>
/// Only hard rules decide: what breaks a soft one is answered all the same, and a rule over batches refuses no row. Of a column that is
/// expected elsewhere, such as a label in training, callers know nothing: inputs are compared as they are served, outputs as they come out. Of a custom rule or a pattern nobody can tell which of two is
/// the wider, so another one counts as both. Where a side has no schema, nothing is known of it and nothing counts as unsafe.
/// </remarks>
public sealed record SchemaComparison
{
    /// <summary>The differences, by column in the order of the schemas; those over the whole row last.</summary>
    public IReadOnlyList<SchemaChange> Changes { get; init; } = [];

    /// <summary>Whether every difference is safe for callers of the first.</summary>
    public bool IsSafe => Changes.All(c => c.IsSafe);

    /// <summary>Compares what goes in: safe is what accepts every row that was accepted before.</summary>
    public static SchemaComparison OfInputs(DataSchema? before, DataSchema? after) =>
        new() { Changes = SchemaComparer.Compare(before?.In(SchemaEnvironments.Serving), after?.In(SchemaEnvironments.Serving), mayNarrow: false) };

    /// <summary>Compares what comes out: safe is what gives no answer that couldn't be given before, and drops none.</summary>
    public static SchemaComparison OfOutputs(DataSchema? before, DataSchema? after) =>
        new() { Changes = SchemaComparer.Compare(before?.In(SchemaEnvironments.Outputs), after?.In(SchemaEnvironments.Outputs), mayNarrow: true) };

    /// <summary>The differences, one a line.</summary>
    public override string ToString() => Changes.Count == 0 ? "no difference" : string.Join('\n', Changes);
}
