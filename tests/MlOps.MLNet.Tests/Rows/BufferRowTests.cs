using CsCheck;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlOps.Rows;

namespace MlOps.MLNet.Rows;

/// <summary>Rows with ML.NET's own vectors are checked like rows with arrays, dense or sparse.</summary>
public class BufferRowTests
{
    public sealed record Row
    {
        [VectorType(4)]
        public VBuffer<float> Features { get; init; } = Sparse(4, (1, 0.5f));

        [ModelColumn("weights")]
        public VBuffer<double> Weights { get; init; } = new(2, [0.25, 0.75]);
    }

    public struct Fields
    {
        public VBuffer<float> Features;
    }

    public sealed record Plain(float[] Features);

    private static readonly Row Good = new();

    private static VBuffer<float> Sparse(int length, params (int Index, float Value)[] items) =>
        new(length, items.Length, [.. items.Select(i => i.Value)], [.. items.Select(i => i.Index)]);

    private static string[] Found<T>(Action<SchemaBuilder<T>> schema, T row) =>
        [.. new RowValidator<T>(schema).Check(row).Select(v => $"{v.Column} {v.Rule} {v.Observed}")];

    [Fact]
    public void What_an_element_breaks_is_named_by_its_place_whether_it_is_stored_or_not()
    {
        Action<SchemaBuilder<Row>> schema = s => s
            .Vector(r => r.Features).Length(4).EachFinite().EachInRange(0, 1).SumsTo(0.5, 0.5)
            .Vector(r => r.Weights).EachInRange(0.1, 1).SumsTo(1, 1e-9);

        Assert.Empty(Found(schema, Good));
        Assert.Equal(["Features[2] finite NaN", "Features[2] range NaN", " sum NaN"], Found(schema, Good with { Features = Sparse(4, (2, float.NaN)) }));
        Assert.Equal(["Features[3] range 7"], Found(s => s.Vector(r => r.Features).EachInRange(0, 1), Good with { Features = new(4, [0, 0.5f, 1, 7]) }));
        Assert.Equal(["Features[0] range 0 and 2 more of 4 elements"], Found(s => s.Vector(r => r.Features).EachInRange(0.5, 1), Good));
        Assert.Equal(["Features length 3 elements"], Found(s => s.Vector(r => r.Features).Length(4), Good with { Features = Sparse(3) }));
        Assert.Equal(["Features length 0 elements"], Found(s => s.Vector(r => r.Features).Length(4), Good with { Features = default }));
        Assert.Equal(["weights[1] range 0"], Found(schema, Good with { Weights = new(2, 1, [1], [0]) }));
        Assert.Equal(["Features[0] finite ∞"], Found(s => s.Vector(r => r.Features).EachFinite(), new Fields { Features = new(1, [float.PositiveInfinity]) }).Select(f => f.Replace("Infinity", "∞", StringComparison.Ordinal)));
    }

    [Fact]
    public void Each_verdict_is_that_of_the_array_that_the_vector_stands_for() =>
        Gen.Select(Gen.OneOf(0f, 0, 0, 0.1f, 1, 2, float.NaN, float.PositiveInfinity).Array[0, 20], Gen.Bool, Gen.OneOf<int?>(null, 3, 20), Gen.Double[-1, 0.1], Gen.Double[0.1, 3]).Sample(
            (items, sparse, length, minimum, maximum) =>
            {
                var buffer = sparse
                    ? Sparse(items.Length, [.. items.Select((v, i) => (i, v)).Where(e => e.v != 0)])
                    : new VBuffer<float>(items.Length, items);
                var schema = new DataSchema
                {
                    Columns = [new() { Name = "Features", Type = ColumnType.Number, Vector = new() { Length = length }, Rules = [new RangeRule(minimum, maximum), new FiniteRule()] }],
                    Rules = [new SumRule(["Features"], 1, 1)],
                };

                Assert.Equal(new RowValidator<Plain>(schema).Check(new(items)), new RowValidator<Row>(schema).Check(Good with { Features = buffer }));
            });

    [Fact]
    public void A_valid_row_costs_no_allocation()
    {
        var check = new RowValidator<Row>(s => s
            .Vector(r => r.Features).Length(4).EachFinite().EachInRange(0, 1).SumsTo(0.5, 0.5)
            .Vector(r => r.Weights).Length(2).EachInRange(0, 1).SumsTo(1, 1e-9));
        Row[] rows = [Good, Good with { Features = new(4, [0, 0, 0, 1f]), Weights = new(2, 1, [1], [0]) }];

        // The tiers of the compiler allocate on this thread now and then; a rule that allocates does so every time.
        Assert.Equal(0, Enumerable.Range(0, 6).Min(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1000; i++)
            {
                Assert.True(check.Check(rows[i % 2]).IsEmpty);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }));
    }

    [Fact]
    public void Rows_and_the_data_view_that_is_made_of_them_count_alike()
    {
        var schema = DataSchema.For<Row>(s => s.Vector(r => r.Features).Length(4).EachInRange(0, 1).SumsTo(1, 0.75));
        Row[] rows = [Good, Good with { Features = Sparse(4, (3, 5)) }, Good with { Features = new(4, [0, float.NaN, 0, 0]) }];

        var ofRows = new BatchCheck<Row>(schema).Check(rows);
        var ofView = schema.Check(new MLContext(1).Data.LoadFromEnumerable(rows).AsColumns());

        Assert.Equal(ofRows.ToJson(observed: true), ofView.ToJson(observed: true));
        Assert.Equal((2, 2), (ofRows.InvalidRows, ofRows.Rules.Single(r => r.Rule == "range").Broken));
    }

    [Fact]
    public void A_schema_over_such_rows_prints_itself_and_says_what_can_be_a_vector()
    {
        var schema = DataSchema.For<Row>(s => s.Vector(r => r.Features).Optional().Length(4).EachInRange(0.1, 1));

        Assert.Equal("DataSchema.For<BufferRowTests.Row>(s => s\n    .Vector(r => r.Features).Optional().Length(4).EachInRange(0.1, 1))", schema.ToCSharp<Row>().Replace("0.10000000149011612", "0.1", StringComparison.Ordinal));
        Assert.Equal(typeof(VBuffer<float>), RowShape<Row>.Instance.FindVector("Features")!.ValueType);
        var refused = Assert.Throws<ArgumentException>(() => DataSchema.For<Texts>(s => s.Vector(r => r.Words)));
        Assert.Contains("VBuffer of one of the two", refused.Message, StringComparison.Ordinal);
    }

    public sealed record Texts
    {
        public VBuffer<ReadOnlyMemory<char>> Words { get; init; }
    }
}
