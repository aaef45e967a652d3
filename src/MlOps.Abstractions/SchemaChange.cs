namespace MlOps;

/// <summary>One respect in which one schema differs from another.</summary>
/// <param name="Column">The column; empty for a rule over the whole row.</param>
/// <param name="Kind">How it differs.</param>
/// <param name="IsSafe">Whether callers of the first can go on with the second as they are.</param>
/// <param name="Text">What differs, for people.</param>
public sealed record SchemaChange(string Column, SchemaChangeKind Kind, bool IsSafe, string Text)
{
    /// <summary>One line: <c>Age: narrowed (not safe for callers), the range 0 to 120 became 18 to 65</c>.</summary>
    public override string ToString()
    {
        var where = Column.Length == 0 ? "row" : Column;
        return $"{where}: {Kind.ToString().ToLowerInvariant()}{(IsSafe ? "" : " (not safe for callers)")}, {Text}";
    }
}
