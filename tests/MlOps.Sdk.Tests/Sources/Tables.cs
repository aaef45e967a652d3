using System.Data;
using Microsoft.Data.Analysis;
using Microsoft.Data.Sqlite;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlOps.Columns;

namespace MlOps.Sources;

/// <summary>The same rows as tables of every kind.</summary>
internal static class Tables
{
    private static readonly string[] Names = [.. typeof(Row).GetProperties().Select(p => p.Name).Except(["Items"])];

    public static IColumnSource InMemory(Row[] rows) => new ColumnTable()
        .Add("Single", Of(rows, r => r.Single))
        .Add("MaybeSingle", Of(rows, r => r.MaybeSingle.GetValueOrDefault()), Of(rows, r => State(r.MaybeSingle)))
        .Add("Double", Of(rows, r => r.Double))
        .Add("MaybeDouble", Of(rows, r => r.MaybeDouble.GetValueOrDefault()), Of(rows, r => State(r.MaybeDouble)))
        .Add("Int", Of(rows, r => r.Int))
        .Add("MaybeInt", Of(rows, r => r.MaybeInt.GetValueOrDefault()), Of(rows, r => State(r.MaybeInt)))
        .Add("Long", Of(rows, r => r.Long))
        .Add("Flag", Of(rows, r => r.Flag))
        .Add("MaybeFlag", Of(rows, r => r.MaybeFlag.GetValueOrDefault()), Of(rows, r => State(r.MaybeFlag)))
        .Add("Text", Of(rows, r => r.Text))
        .Add("Name", Of(rows, r => r.Name))
        .Add("Items", Of(rows, r => (float[]?)r.Items));

    public static DataFrame Frame(Row[] rows) => new(
        new SingleDataFrameColumn("Single", rows.Select(r => r.Single)),
        new SingleDataFrameColumn("MaybeSingle", rows.Select(r => r.MaybeSingle)),
        new DoubleDataFrameColumn("Double", rows.Select(r => r.Double)),
        new DoubleDataFrameColumn("MaybeDouble", rows.Select(r => r.MaybeDouble)),
        new Int32DataFrameColumn("Int", rows.Select(r => r.Int)),
        new Int32DataFrameColumn("MaybeInt", rows.Select(r => r.MaybeInt)),
        new Int64DataFrameColumn("Long", rows.Select(r => r.Long)),
        new BooleanDataFrameColumn("Flag", rows.Select(r => r.Flag)),
        new BooleanDataFrameColumn("MaybeFlag", rows.Select(r => r.MaybeFlag)),
        new StringDataFrameColumn("Text", rows.Select(r => r.Text)),
        new StringDataFrameColumn("Name", rows.Select(r => r.Name)),
        new VBufferDataFrameColumn<float>("Items", rows.Select(r => new VBuffer<float>(r.Items.Length, r.Items))));

    public static IDataView View(Row[] rows) => new MLContext(1).Data.LoadFromEnumerable(rows.Select(ViewRow.Of));

    public static BatchReport CheckDataTable(Row[] rows, Func<IColumnSource, BatchReport> check)
    {
        using var table = new DataTable();
        foreach (var name in Names)
        {
            var type = typeof(Row).GetProperty(name)!.PropertyType;
            table.Columns.Add(name, Nullable.GetUnderlyingType(type) ?? type);
        }

        foreach (var row in rows)
        {
            table.Rows.Add([.. Names.Select(n => typeof(Row).GetProperty(n)!.GetValue(row) ?? DBNull.Value)]);
        }

        using var reader = table.CreateDataReader();
        return check(reader.AsColumns());
    }

    public static BatchReport CheckSqlite(Row[] rows, Func<IColumnSource, BatchReport> check) =>
        CheckSqlite(Names, rows.Select(r => Names.Select(n => typeof(Row).GetProperty(n)!.GetValue(r))), check);

    /// <summary>In a table whose columns have no type, so that each value keeps its own.</summary>
    public static BatchReport CheckSqlite(string[] names, IEnumerable<IEnumerable<object?>> rows, Func<IColumnSource, BatchReport> check)
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"CREATE TABLE rows ({string.Join(", ", names)})";
        command.ExecuteNonQuery();
        foreach (var row in rows)
        {
            using var insert = connection.CreateCommand();
            insert.CommandText = $"INSERT INTO rows VALUES ({string.Join(", ", names.Select(n => "$" + n))})";
            foreach (var (name, value) in names.Zip(row))
            {
                // A database has no NaN; a file of it has the text.
                insert.Parameters.AddWithValue("$" + name, value is double.NaN or float.NaN ? "NaN" : value ?? DBNull.Value);
            }

            insert.ExecuteNonQuery();
        }

        command.CommandText = "SELECT * FROM rows ORDER BY rowid";
        using var reader = command.ExecuteReader();
        return check(reader.AsColumns());
    }

    private static T[] Of<T>(Row[] rows, Func<Row, T> value) => Array.ConvertAll(rows, r => value(r));

    private static MissingState State<T>(T? value)
        where T : struct => value is null ? MissingState.Null : MissingState.None;
}
