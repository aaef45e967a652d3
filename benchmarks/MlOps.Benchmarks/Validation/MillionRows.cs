using System.Numerics.Tensors;
using DuckDB.NET.Data;

namespace MlOps.Benchmarks.Validation;

/// <summary>
/// 1 million rows of 10 columns of floats, range and null checks, beside the sum of the same columns: clean, and with a share of rows in which one
/// value is out of range, NaN, or missing by a mask.
/// </summary>
internal static class MillionRows
{
    private const int Rows = 1_000_000;
    private const int Columns = 10;

    private static readonly DataSchema Schema = new()
    {
        Columns = [.. Enumerable.Range(0, Columns).Select(i => new ColumnSchema { Name = $"c{i}", Type = ColumnType.Number, Rules = [new RangeRule(0, 100)] })],
    };

    public static void Run(Figures figures)
    {
        Figures.Title("a batch of 1 million rows by 10 columns of floats");
        var random = new Random(7);
        var values = Enumerable.Range(0, Columns).Select(_ => Enumerable.Range(0, Rows).Select(_ => 100 * random.NextSingle()).ToArray()).ToArray();
        var masks = Array.ConvertAll(values, _ => new MissingState[Rows]);
        Measure(figures, "clean", values, null, 0, limit: 2);
        Measure(figures, "clean, with masks", values, masks, 0);
        Duck(figures, values);
        foreach (var share in new[] { 0.01, 0.1 })
        {
            var (dirty, dirtyMasks) = (Array.ConvertAll(values, v => v.ToArray()), Array.ConvertAll(masks, m => m.ToArray()));
            var (rows, rowsWithMasks) = (0, 0);
            for (var row = 0; row < Rows; row++)
            {
                if (random.NextDouble() < share)
                {
                    var column = random.Next(Columns);
                    rows++;
                    dirty[column][row] = random.Next(2) == 0 ? 101 : float.NaN;
                }

                if (random.NextDouble() < share)
                {
                    var column = random.Next(Columns);
                    dirtyMasks[column][row] = MissingState.Null;
                }

                rowsWithMasks += Enumerable.Range(0, Columns).Any(c => !(dirty[c][row] <= 100) || dirtyMasks[c][row] != MissingState.None) ? 1 : 0;
            }

            Measure(figures, $"{share:0%} of rows dirty", dirty, null, rows);
            Measure(figures, $"{share:0%} of rows dirty, and {share:0%} null by masks", dirty, dirtyMasks, rowsWithMasks);
        }

        Measure(figures, "all out of range", Array.ConvertAll(values, v => Array.ConvertAll(v, x => x + 101)), null, Rows);
        Measure(figures, "all NaN", Array.ConvertAll(values, v => Array.ConvertAll(v, _ => float.NaN)), null, Rows);
    }

    private static void Measure(Figures figures, string name, float[][] values, MissingState[][]? masks, int invalid, double? limit = null)
    {
        var table = new ColumnTable();
        for (var i = 0; i < Columns; i++)
        {
            table.Add($"c{i}", values[i], masks?[i]);
        }

        var times = Turns.Time(
            21,
            1,
            () => OneRow.Holds(values.Sum(v => TensorPrimitives.Sum(v)) != 0),
            () => OneRow.Holds(Schema.Check(table).InvalidRows == invalid));
        figures.Add($"{name}: TensorPrimitives.Sum", Turns.Median(times[0]) / 1e6, "ms");
        figures.Add($"{name}: checked", Turns.Median(times[1]) / 1e6, "ms");
        figures.Add($"{name}: ratio", Turns.Ratio(times[1], times[0]), "x", limit);
    }

    private static void Duck(Figures figures, float[][] values)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"CREATE TABLE t ({string.Join(", ", Enumerable.Range(0, Columns).Select(i => $"c{i} FLOAT"))})";
        command.ExecuteNonQuery();
        using (var appender = connection.CreateAppender("t"))
        {
            for (var row = 0; row < Rows; row++)
            {
                var line = appender.CreateRow();
                foreach (var column in values)
                {
                    line.AppendValue(column[row]);
                }

                line.EndRow();
            }
        }

        // What a report says of a column.
        var counts = Enumerable.Range(0, Columns).Select(i =>
            $"count(c{i}), count(*) FILTER (WHERE isnan(c{i})), count(*) FILTER (WHERE c{i} NOT BETWEEN 0 AND 100), min(c{i}), max(c{i}), avg(c{i})");
        foreach (var threads in new[] { 1, Environment.ProcessorCount })
        {
            command.CommandText = $"SET threads = {threads}";
            command.ExecuteNonQuery();
            command.CommandText = $"SELECT {string.Join(", ", counts)} FROM t";
            var times = Turns.Time(11, 1, () =>
            {
                using var reader = command.ExecuteReader();
                OneRow.Holds(reader.Read() && reader.GetInt64(0) == Rows);
            });
            figures.Add($"clean: DuckDB in process, {threads} threads", Turns.Median(times[0]) / 1e6, "ms");
        }
    }
}
