namespace MlOps;

/// <summary>What was measured of one column of a batch. It judges nothing.</summary>
/// <param name="Name">The column.</param>
/// <param name="Type">What its values are.</param>
public sealed record ColumnReport(string Name, ColumnType Type)
{
    /// <summary>How many rows have a value.</summary>
    public long Present { get; init; }

    /// <summary>How many are null.</summary>
    public long Null { get; init; }

    /// <summary>How many are NaN.</summary>
    public long NaN { get; init; }

    /// <summary>How many are an empty text.</summary>
    public long EmptyText { get; init; }

    /// <summary>How many hold what the schema declares to mean that there is none.</summary>
    public long Sentinel { get; init; }

    /// <summary>How many hold something that can't be read as what the column holds, or that can't be read at all.</summary>
    public long Unparseable { get; init; }

    /// <summary>How many rows came without the column.</summary>
    public long Absent { get; init; }

    /// <summary>How many values lie outside a range of the column.</summary>
    public long OutOfRange { get; init; }

    /// <summary>How many values are none of those allowed.</summary>
    public long OutOfDomain { get; init; }

    /// <summary>The smallest number, of vectors the smallest element, exact up to 2^53; null without one and for a sensitive column.</summary>
    public double? Min { get; init; }

    /// <summary>The largest number, of vectors the largest element, exact up to 2^53; null without one and for a sensitive column.</summary>
    public double? Max { get; init; }

    /// <summary>The mean of the finite numbers, of vectors that of all their elements; null without one and for a sensitive column.</summary>
    public double? Mean { get; init; }

    /// <summary>The share of rows that have a value; null without a row.</summary>
    public double? Completeness { get; init; }

    /// <summary>How many different values there are, where a rule needs to know and the memory budget sufficed; else null.</summary>
    public long? Distinct { get; init; }
}
