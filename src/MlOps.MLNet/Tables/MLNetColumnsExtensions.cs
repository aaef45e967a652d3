using Microsoft.Data.Analysis;
using Microsoft.ML;
using MlOps.Columns;
using MlOps.MLNet.Tables;

namespace MlOps;

/// <summary>Lets schemas check the tables of ML.NET: <c>schema.Check(dataView.AsColumns())</c>.</summary>
public static class MLNetColumnsExtensions
{
    /// <summary>The columns of a data view, read in one pass, in chunks. Those of types that no schema can speak of are left out.</summary>
    /// <remarks>
    /// A number is of 32 or 64 bits; texts, truth values, whole numbers of up to 64 bits (but <c>ulong</c> and keys) and vectors of floats or doubles are columns too.
    /// ML.NET has no null: an empty text is an empty text. Hidden columns are left out. Sparse vectors are made dense.
    /// </remarks>
    /// <param name="dataView">The data.</param>
    public static IColumnSource AsColumns(this IDataView dataView)
    {
        ArgumentNullException.ThrowIfNull(dataView);
        return new DataViewColumns(dataView);
    }

    /// <summary>The columns of a data frame, read in chunks. Those of types that no schema can speak of are left out.</summary>
    /// <remarks>Null is null, and NaN is NaN. Texts in a column where the schema says that it holds something else are read as that.</remarks>
    /// <param name="dataFrame">The data.</param>
    public static IColumnSource AsColumns(this DataFrame dataFrame)
    {
        ArgumentNullException.ThrowIfNull(dataFrame);
        return new DataFrameColumns(dataFrame);
    }
}
