using System.Numerics.Tensors;
using DuckDB.NET.Data;

namespace MlOps.Benchmarks.Validation;

/// <summary>
/// 1 million rows of 10 columns of floats, range and null checks, beside the sum of the same columns and the same counts by DuckDB: clean, with
/// values that may be missing, and with a share of cells out of range or missing.
/// </summary>
internal static class MillionRows
{
    private const int Rows = 1_000_000;
    private const int Columns = 10;

    private static readonly double[] Shares = [0.01, 0.1];

    public static void Run(Figures figures)
    {
        Figures.Title("a batch of 1 million rows by 10 columns of floats");
        var random = new Random(7);
        var clean = Enumerable.Range(0, Columns).Select(_ => Enumerable.Range(0, Rows).Select(_ => 100 * random.NextSingle()).ToArray()).ToArray();
        var there = Array.ConvertAll(clean, _ => new MissingState[Rows]);
        Measure(figures, "clean", clean, null, limit: 2);
        Measure(figures, "clean, with masks", clean, there);
        Duck(figures, "clean", clean, there);
        foreach (var share in Shares)
        {
            var holes = With(clean, share, random, _ => float.NaN);
            var nulls = With(there, share, random, _ => MissingState.Null);
            Measure(figures, $"{share:0%} of cells NaN, optional", holes, null, Presence.Optional);
            Measure(figures, $"{share:0%} of cells null by masks, optional", clean, nulls, Presence.Optional);
            Measure(figures, $"{share:0%} of cells null by masks, tolerated", clean, nulls, Presence.Tolerated);
        }

        foreach (var share in Shares)
        {
            // Of the odd cells half are out of range, a quarter NaN, and a quarter null.
            var values = With(clean, share * 3 / 4, random, i => i % 3 == 0 ? float.NaN : 101);
            var masks = With(there, share / 4, random, _ => MissingState.Null);
            Measure(figures, $"{share:0%} of cells dirty", values, masks);
            Duck(figures, $"{share:0%} of cells dirty", values, masks);
        }

        Measure(figures, "all out of range", Array.ConvertAll(clean, v => Array.ConvertAll(v, x => x + 101)), null);
        Measure(figures, "all NaN", Array.ConvertAll(clean, v => Array.ConvertAll(v, _ => float.NaN)), null);
    }

    private static T[][] With<T>(T[][] columns, double share, Random random, Func<int, T> odd) =>
        Array.ConvertAll(columns, c => Array.ConvertAll(c, v => random.NextDouble() < share ? odd(random.Next(3)) : v));

    private static DataSchema Schema(Presence presence) => new()
    {
        Columns = [.. Enumerable.Range(0, Columns).Select(i => new ColumnSchema { Name = $"c{i}", Type = ColumnType.Number, Presence = presence, Rules = [new RangeRule(0, 100)] })],
    };

    private static void Measure(Figures figures, string name, float[][] values, MissingState[][]? masks, Presence presence = Presence.Required, double? limit = null)
    {
        var table = new ColumnTable();
        for (var i = 0; i < Columns; i++)
        {
            table.Add($"c{i}", values[i], masks?[i]);
        }

        var schema = Schema(presence);
        var invalid = Enumerable.Range(0, Rows).Count(row => Enumerable.Range(0, Columns).Any(c =>
            masks?[c][row] is null or MissingState.None && !float.IsNaN(values[c][row]) ? values[c][row] > 100 : presence == Presence.Required));
        var times = Turns.Time(
            61,
            1,
            () => OneRow.Holds(values.Sum(v => TensorPrimitives.Sum(v)) != 0),
            () => OneRow.Holds(schema.Check(table).InvalidRows == invalid));
        figures.Add($"{name}: TensorPrimitives.Sum", Turns.Median(times[0]) / 1e6, "ms");
        figures.Add($"{name}: checked", Turns.Median(times[1]) / 1e6, "ms");
        figures.Add($"{name}: ratio", Turns.Ratio(times[1], times[0]), "x", limit);
    }

    private static void Duck(Figures figures, string name, float[][] values, MissingState[][] masks)
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
                for (var i = 0; i < Columns; i++)
                {
                    line.AppendValue(masks[i][row] == MissingState.None ? values[i][row] : (float?)null);
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
                OneRow.Holds(reader.Read() && reader.GetInt64(0) > 0);
            });
            figures.Add($"{name}: DuckDB in process, {threads} threads", Turns.Median(times[0]) / 1e6, "ms");
        }
    }
}
