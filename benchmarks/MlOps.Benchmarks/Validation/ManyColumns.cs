using System.Reflection;
using System.Reflection.Emit;

namespace MlOps.Benchmarks.Validation;

/// <summary>10,000 rows of 100, 300 and 1,000 columns, as a table and as rows of a type: the time of a column stays the same.</summary>
internal static class ManyColumns
{
    private const int Rows = 10_000;

    private static readonly int[] Widths = [100, 300, 1_000];

    // Between 100 and 1,000 columns the caches run out; what isn't linear is ten times as slow.
    private const double Limit = 3;

    public static void Run(Figures figures)
    {
        Figures.Title("10,000 rows of many columns; time of a value");
        Measure(figures, "table", width =>
        {
            var (schema, table) = (Schema(width), new ColumnTable());
            for (var i = 0; i < width; i++)
            {
                table.Add($"c{i}", Values(i));
            }

            return () => OneRow.Holds(schema.Check(table).InvalidRows == 0);
        });
        Measure(figures, "table, each value in 100 out of range", width =>
        {
            var (schema, table) = (Schema(width), new ColumnTable());
            for (var i = 0; i < width; i++)
            {
                table.Add($"c{i}", Array.ConvertAll(Values(i), v => v < 1 ? 101 : v));
            }

            return () => OneRow.Holds(schema.Check(table).InvalidRows > 0);
        });
        Measure(figures, "rows, valid or not", width => Make(width).Check(Rows));
        Measure(figures, "rows, as a batch", width => Make(width).Batch(Rows));
        Measure(figures, "compiling for a row, each column", width => Make(width).Compile(), times: 3, per: 1);
    }

    public static DataSchema Schema(int width) => new()
    {
        Columns = [.. Enumerable.Range(0, width).Select(i => new ColumnSchema { Name = $"c{i}", Type = ColumnType.Number, Rules = [new RangeRule(0, 100)] })],
    };

    private static float[] Values(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Rows).Select(_ => 100 * random.NextSingle())];
    }

    private static void Measure(Figures figures, string name, Func<int, Action> prepare, int times = 11, int per = Rows)
    {
        var measured = Turns.Time(times, 1, [.. Widths.Select(prepare)]);
        for (var i = 0; i < Widths.Length; i++)
        {
            figures.Add($"{name}: {Widths[i]} columns", Turns.Median(measured[i]) / Widths[i] / per, "ns");
        }

        figures.Add($"{name}: 1000 beside 100", Turns.Ratio(measured[2], measured[0]) * Widths[0] / Widths[2], "x", Limit);
    }

    private static IWide Make(int width)
    {
        var type = AssemblyBuilder.DefineDynamicAssembly(new($"wide{width}"), AssemblyBuilderAccess.Run).DefineDynamicModule("wide").DefineType("Wide", TypeAttributes.Public);
        for (var i = 0; i < width; i++)
        {
            type.DefineField($"c{i}", typeof(float), FieldAttributes.Public);
        }

        return (IWide)Activator.CreateInstance(typeof(Wide<>).MakeGenericType(type.CreateType()), width)!;
    }

    private interface IWide
    {
        Action Check(int rows);

        Action Batch(int rows);

        Action Compile();
    }

    private sealed class Wide<TRow>(int width) : IWide
        where TRow : new()
    {
        private readonly DataSchema _schema = Schema(width);

        public Action Check(int rows)
        {
            var (validator, row) = (new RowValidator<TRow>(_schema), new TRow());
            return () =>
            {
                for (var i = 0; i < rows; i++)
                {
                    OneRow.Holds(validator.Check(row).IsEmpty);
                }
            };
        }

        public Action Batch(int rows)
        {
            var (check, all) = (new BatchCheck<TRow>(_schema), Enumerable.Repeat(new TRow(), rows).ToArray());
            return () => OneRow.Holds(check.Check(all).InvalidRows == 0);
        }

        public Action Compile() => () => OneRow.Holds(new RowValidator<TRow>(_schema).Check(new()).IsEmpty);
    }
}
