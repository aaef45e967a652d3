using MlOps.Columns;

namespace MlOps.Validation.Batches;

/// <summary>A row of a table: what the row engine checks where there is no row type.</summary>
/// <param name="Chunk">The chunk.</param>
/// <param name="Index">Which row of it.</param>
internal readonly record struct TableRow(ColumnChunk Chunk, int Index);
