namespace MlOps.Columns;

/// <summary>Data by columns, read in chunks: where tables of other libraries meet validation, without a reference to either.</summary>
/// <remarks>For one reader at a time. A source over a stream can be read once.</remarks>
public interface IColumnSource
{
    /// <summary>The columns it has; of those of types that no schema can speak of, none.</summary>
    IReadOnlyList<SourceColumn> Columns { get; }

    /// <summary>Reads some columns from the first row to the last.</summary>
    /// <param name="columns">Columns of this source, in the order in which chunks shall hold them; where the source names no type, with the type wanted.</param>
    /// <returns>Chunks, in order. A chunk is valid until the next one is asked for: its memory may be used again.</returns>
    IEnumerable<ColumnChunk> Read(IReadOnlyList<SourceColumn> columns);
}
