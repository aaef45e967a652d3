using MlOps.Columns;

namespace MlOps.Validation.Batches;

/// <summary>Takes down what one column of a table holds, a chunk at a time, and what the engine of single rows has to say of it.</summary>
internal abstract class ColumnRecorder
{
    /// <param name="chunk">The chunk.</param>
    /// <param name="position">Where its first row stands in the batch.</param>
    /// <param name="marks">Takes what this says of its rows.</param>
    public abstract void Add(ColumnChunk chunk, long position, RowMarks marks);
}
