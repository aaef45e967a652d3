namespace MlOps.Benchmarks.Validation;

/// <summary>100, 300 and 1,000 rules: ranges of a column, and sums of two. The time of a rule stays the same, of checking and of compiling.</summary>
internal static class ManyRules
{
    private const double Limit = 3;

    private static readonly int[] Counts = [100, 300, 1_000];

    private static readonly string[] Columns =
        [nameof(BenchRow.Age), nameof(BenchRow.EducationYears), nameof(BenchRow.CapitalGain), nameof(BenchRow.CapitalLoss), nameof(BenchRow.Commute)];

    public static void Run(Figures figures)
    {
        Figures.Title("many rules; time of a rule");
        Measure(figures, "ranges", "check of a row", Ranges, Check, 21, 1_000);
        Measure(figures, "ranges", "compiling", Ranges, Compile, 5, 1);
        Measure(figures, "sums", "check of a row", Sums, Check, 21, 1_000);
        Measure(figures, "sums", "compiling", Sums, Compile, 5, 1);
    }

    private static DataSchema Ranges(int count) => new()
    {
        Columns = [.. Columns.Select((name, i) => new ColumnSchema
        {
            Name = name,
            Type = ColumnType.Number,
            Rules = [.. Enumerable.Range(0, count / Columns.Length).Select(r => (ColumnRule)new RangeRule(-1 - r, 1e9))],
        })],
    };

    // Each is another rule, and all of them hold.
    private static DataSchema Sums(int count) => new()
    {
        Columns = Ranges(5).Columns,
        Rules = [.. Enumerable.Range(0, count).Select(r => (RowRule)new SumRule([Columns[0], Columns[1]], r, 1e6))],
    };

    private static Action Check(DataSchema schema)
    {
        var (validator, rows) = (new RowValidator<BenchRow>(schema), BenchModels.Rows(1));
        return () => OneRow.Holds(validator.Check(rows[0]).IsEmpty);
    }

    private static Action Compile(DataSchema schema)
    {
        var row = BenchModels.Rows(1)[0];
        return () => OneRow.Holds(new RowValidator<BenchRow>(schema).Check(row).IsEmpty);
    }

    private static void Measure(Figures figures, string what, string how, Func<int, DataSchema> schema, Func<DataSchema, Action> prepare, int rounds, int calls)
    {
        var times = Turns.Time(rounds, calls, [.. Counts.Select(c => prepare(schema(c)))]);
        for (var i = 0; i < Counts.Length; i++)
        {
            figures.Add($"{how}: {Counts[i]} {what}", Turns.Median(times[i]) / Counts[i], "ns");
        }

        figures.Add($"{how}: 1000 {what} beside 100", Turns.Ratio(times[2], times[0]) * Counts[0] / Counts[2], "x", Limit);
    }
}
