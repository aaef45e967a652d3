namespace MlOps.Columns;

/// <summary>A column that a source has.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">
/// What its values are. Null where each value has a type of its own, as in a reader of rows: the source then gives the type it is asked for,
/// and tells what can't be read as that.
/// </param>
/// <param name="IsVector">Whether each value is a vector of numbers.</param>
/// <param name="IsSingle">Whether its numbers are floats: a value that means a missing one is then looked up as a float.</param>
public sealed record SourceColumn(string Name, ColumnType? Type, bool IsVector = false, bool IsSingle = false);
