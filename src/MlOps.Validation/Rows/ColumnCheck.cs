using MlOps.Rows;

namespace MlOps.Validation.Rows;

/// <summary>One column of a compiled schema.</summary>
/// <param name="Column">Where the value stands in the row.</param>
/// <param name="Presence">What a missing value means.</param>
/// <param name="Sensitive">Whether values must stay hidden.</param>
/// <param name="Tests">The rules for a value that is there.</param>
internal sealed record ColumnCheck<TRow>(RowColumn<TRow> Column, Presence Presence, bool Sensitive, ColumnTest[] Tests);
