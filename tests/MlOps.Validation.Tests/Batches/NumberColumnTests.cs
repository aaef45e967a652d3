using System.Collections.Immutable;
using CsCheck;
using MlOps.Columns;
using MlOps.Rows;

namespace MlOps.Batches;

/// <summary>Numbers are looked at many at a time, and counted as if each had been looked at alone.</summary>
public class NumberColumnTests
{
    private static readonly Gen<double> Odd = Gen.OneOf(
        Gen.OneOf(
            double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, 0, 1, Math.BitIncrement(1), Math.BitDecrement(1), 0.1, 0.1f, -1, -999, double.Epsilon,
            float.MaxValue, float.MinValue, 8.452712498170644e+270, -8.452712498170644e+270, Math.BitDecrement(8.452712498170644e+270), 1e308, -1e308),
        Gen.Double[-3, 3]);

    // Around what is looked at together: 64 numbers, 512, and a chunk.
    private static readonly Gen<int> Length = Gen.OneOf(
        Gen.Int[0, 200], Gen.OneOf(63, 64, 65, 511, 512, 513, 576, 1023, 1024, 1025, 8191, 8192, 8193, 8192 + 512, 8192 + 577));

    private static readonly Gen<ColumnRule> Rule =
        from a in Gen.OneOf(double.NegativeInfinity, 0, -0.0, 0.1, 0.5, 1, 1e300, -1e300)
        from b in Gen.OneOf(double.PositiveInfinity, 0, 0.1, 0.5, 1, 1e300, -1e300)
        from finite in Gen.Int[0, 4]
        from severity in Gen.OneOf(Severity.Hard, Severity.Soft)
        from share in Gen.OneOf<double?>(null, 0.1)
        select finite == 0
            ? (ColumnRule)new FiniteRule { Severity = severity }
            : new RangeRule(Math.Min(a, b), Math.Max(a, b)) { Severity = severity, ToleratedShare = share };

    private static readonly Gen<DataSchema> Schema =
        from rules in Rule.Array[0, 3]
        from presence in Gen.OneOf<Presence?>(null, Presence.Tolerated, Presence.Optional)
        from sentinels in Gen.OneOf<ImmutableArray<string>?>(null, null, ["-999"], ["0", "0.5"], ["0.1", "1E308"])
        from sensitive in Gen.Bool
        from completeness in Gen.OneOf<double?>(null, 0.5, 1)
        select new DataSchema
        {
            Columns =
            [
                .. new[] { nameof(Pair.Single), nameof(Pair.Double) }.Select(name => new ColumnSchema
                {
                    Name = name, Type = ColumnType.Number, Presence = presence, Sentinels = sentinels, Sensitive = sensitive, Rules = [.. rules],
                }),
            ],
            Rules = completeness is { } least ? [new CompletenessRule(least)] : [],
        };

    private static readonly Gen<double[]> Values =
        from length in Length
        from plain in Gen.OneOf(0.5, 0.25, 1)
        from odd in Gen.Select(Gen.Int[0, 9000], Odd).Array[0, 12]
        from every in Gen.OneOf(0, 0, 1, 7)
        from each in Odd
        select Planted(Enumerable.Range(0, length).Select(i => every > 0 && i % every == 0 ? each : plain).ToArray(), odd);

    private static readonly Gen<(int At, MissingState State)[]> Missing =
        Gen.Select(Gen.Int[0, 9000], Gen.OneOf(MissingState.Null, MissingState.Null, MissingState.NaN, MissingState.Sentinel, MissingState.Unparseable, MissingState.Absent, MissingState.EmptyText)).Array[0, 12];

    public sealed record Pair
    {
        public float? Single { get; init; }

        public double? Double { get; init; }
    }

    private static readonly BatchOptions Options = new() { MaxSamples = 4, FirstRow = 5 };

    [Fact]
    public void A_table_agrees_with_its_rows() =>
        Gen.Select(Schema, Values, Missing).Sample(
            (schema, values, missing) =>
            {
                var masks = Planted(new MissingState[values.Length], [.. missing.Select(m => (m.At, MissingState.Null))]);
                var rows = values.Select((v, i) => masks[i] == MissingState.None ? new Pair { Single = (float)v, Double = v } : new Pair()).ToArray();

                SourceAgreementTests.Same(new BatchCheck<Pair>(schema, options: Options).Check(rows), schema.Check(Table(values, missing.Length == 0 ? [] : masks), Options));
            },
            iter: 400);

    [Fact]
    public void A_table_with_a_mask_of_any_states_agrees_with_its_cells_one_by_one() =>
        Gen.Select(Schema, Values, Missing).Sample(
            (schema, values, missing) =>
            {
                var masks = Planted(new MissingState[values.Length], missing);

                SourceAgreementTests.Same(schema.Check(new Cells(values, masks), Options), schema.Check(Table(values, masks), Options));
            },
            iter: 400);

    [Fact]
    public void A_chunk_of_a_million_numbers_has_the_mean_of_exact_sums()
    {
        var values = Enumerable.Range(0, 1_000_000).Select(i => i % 1000 == 999 ? double.NaN : 1 + (i % 7 * 1e-9)).ToArray();
        var schema = new DataSchema { Columns = [new() { Name = "x", Type = ColumnType.Number, Presence = Presence.Optional, Rules = [new RangeRule(0, 1 + 3e-9)] }] };

        var column = schema.Check(new OneChunk(values)).Columns[0];

        var numbers = values.Where(v => !double.IsNaN(v)).ToArray();
        Assert.Equal((numbers.Length, 1000, numbers.Count(v => v > 1 + 3e-9)), (column.Present, column.NaN, column.OutOfRange));
        Assert.Equal((double)(numbers.Sum(v => (decimal)v) / numbers.Length), column.Mean!.Value, 1e-12);
    }

    private static ColumnTable Table(double[] values, MissingState[] masks) =>
        new ColumnTable().Add(nameof(Pair.Single), Array.ConvertAll(values, v => (float)v), masks).Add(nameof(Pair.Double), values, masks);

    private static T[] Planted<T>(T[] items, (int At, T Item)[] planted)
    {
        foreach (var (at, item) in planted.Where(_ => items.Length > 0))
        {
            items[at % items.Length] = item;
        }

        return items;
    }

    /// <summary>The same as cells, which are looked at one by one.</summary>
    private sealed class Cells(double[] values, MissingState[] masks) : IColumnSource
    {
        public IReadOnlyList<SourceColumn> Columns { get; } = [new(nameof(Pair.Single), ColumnType.Number, IsSingle: true), new(nameof(Pair.Double), ColumnType.Number)];

        public IEnumerable<ColumnChunk> Read(IReadOnlyList<SourceColumn> columns)
        {
            yield return new(values.Length, [.. columns.Select(c => ColumnData.Of(ColumnType.Number, values.Select((v, i) => CellOf(c.IsSingle ? (float)v : v, masks[i])).ToArray()))]);
        }

        private static Cell CellOf(double value, MissingState state) => state == MissingState.None ? Cell.Of(value) : Cell.Lacking(state, ColumnType.Number);
    }

    private sealed class OneChunk(double[] values) : IColumnSource
    {
        public IReadOnlyList<SourceColumn> Columns { get; } = [new("x", ColumnType.Number)];

        public IEnumerable<ColumnChunk> Read(IReadOnlyList<SourceColumn> columns) => [new(values.Length, [ColumnData.Of(values)])];
    }
}
