namespace MlOps.Validation.Rows;

/// <summary>A schema bound to a row type: what both paths are made from.</summary>
/// <param name="Columns">The columns, in the schema's order.</param>
/// <param name="Tests">The rules over the row.</param>
internal sealed record CompiledSchema<TRow>(ColumnCheck<TRow>[] Columns, RowTest<TRow>[] Tests);
