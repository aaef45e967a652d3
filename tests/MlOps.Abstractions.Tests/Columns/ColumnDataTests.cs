using MlOps.Rows;

namespace MlOps.Columns;

public class ColumnDataTests
{
    [Fact]
    public void A_mask_tells_ways_to_be_missing_that_the_type_can_not_hold()
    {
        var data = ColumnData.Of(new long[] { 1, 2, 3 }, new[] { MissingState.None, MissingState.Null, MissingState.Unparseable });

        Assert.Equal([MissingState.None, MissingState.Null, MissingState.Unparseable], Enumerable.Range(0, 3).Select(i => data.Read(i).Missing));
        Assert.Equal(1, data.Read(0).Integer);
    }

    [Fact]
    public void Floats_come_as_a_span_and_NaN_is_missing_without_a_mask()
    {
        var data = ColumnData.Of(new[] { 1f, float.NaN });

        Assert.Equal(2, data.Singles.Length);
        Assert.Equal(MissingState.NaN, data.Read(1).Missing);
    }

    [Fact]
    public void A_mask_or_a_chunk_of_another_length_is_refused()
    {
        Assert.Throws<ArgumentException>(() => ColumnData.Of(new[] { 1f }, new MissingState[2]));
        Assert.Throws<ArgumentException>(() => new ColumnChunk(2, [ColumnData.Of(new[] { 1f })]));
    }

    [Fact]
    public void What_a_table_lacks_is_told_in_words()
    {
        Assert.Equal("no such column", Cell.Lacking(MissingState.Absent, ColumnType.Text).ToString());
        Assert.Equal("abc", Cell.Lacking(MissingState.Unparseable, ColumnType.Number, "abc").ToString());
        Assert.Equal((MissingState.Absent, "no such column"), (VectorCell.Absent.Missing, VectorCell.Absent.ToString()));
    }
}
