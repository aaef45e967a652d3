using MlOps.Routing.Staging;

namespace MlOps.Staging;

/// <summary>How answers are compared where the host said nothing of how, and by its words.</summary>
public class ColumnComparerTests
{
    public sealed record Answer(double Number = 0, string? Text = null, bool Flag = false, long Whole = 0, float[]? Vector = null);

    private readonly ColumnComparer<Answer> _comparer = new(0.01);

    [Theory]
    [InlineData(0.5, 0.509, true, 0.009)]
    [InlineData(0.5, 0.52, false, 0.02)]
    [InlineData(1000, 1009, true, 0.00892)]
    [InlineData(1000, 1020, false, 0.0196)]
    [InlineData(-1000, 1000, false, 2)]
    [InlineData(double.NaN, double.NaN, true, 0)]
    [InlineData(double.NaN, 1, false, 1)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity, true, 0)]
    [InlineData(double.PositiveInfinity, double.NegativeInfinity, false, 1)]
    [InlineData(-double.MaxValue, double.MaxValue, false, 2)]
    public void Fractions_agree_within_the_tolerance(double a, double b, bool agrees, double distance)
    {
        var difference = _comparer.Compare(new(a), new(b));
        Assert.Equal(agrees, difference.Agrees);
        Assert.Equal(distance, difference.Distance, 1e-4);
    }

    [Fact]
    public void An_answer_that_is_a_plain_value_is_compared_as_one()
    {
        Assert.False(new ColumnComparer<string>(0.01).Compare("cat", "dog").Agrees);
        Assert.True(new ColumnComparer<string>(0.01).Compare("cat", "cat").Agrees);
        Assert.False(new ColumnComparer<decimal>(0.01).Compare(1.5m, 2.5m).Agrees);
        Assert.False(new ColumnComparer<Guid>(0.01).Compare(Guid.Empty, Guid.AllBitsSet).Agrees);
        Assert.True(new ColumnComparer<float>(0.01).Compare(1, 1.001f).Agrees);
        Assert.True(new ColumnComparer<float[]>(0.01).Compare([1, 2], [1, 2.001f]).Agrees);
        Assert.False(new ColumnComparer<double[]>(0.01).Compare([1, 2], [1, 3]).Agrees);
        Assert.True(new ColumnComparer<List<string>>(0.01).Compare(["a", "b"], ["a", "b"]).Agrees);
        Assert.False(new ColumnComparer<List<string>>(0.01).Compare(["a", "b"], ["b", "a"]).Agrees);
        Assert.True(new ColumnComparer<(float, string)>(0.01).Compare((1, "a"), (1.001f, "a")).Agrees);
        Assert.Equal("cat", new RowText<string>().Of("cat"));
    }

    [Fact]
    public void A_long_text_is_cut_and_no_letter_in_two()
    {
        Assert.Equal($"Number = 0, Text = {new string('x', 199)}…", new RowText<Answer>().Of(new(Text: $"{new string('x', 199)}😀"))[..219]);
        Assert.Equal(new string('x', 200), new RowText<string>().Of(new string('x', 200)));
    }

    [Fact]
    public void Everything_else_agrees_where_it_is_the_same()
    {
        var answer = new Answer(1, "a", true, 1000, [1, 2]);
        Assert.Equal(new(true, 0), _comparer.Compare(answer, answer with { Vector = [1, 2.001f] }) with { Distance = 0 });
        Assert.False(_comparer.Compare(answer, answer with { Text = "b" }).Agrees);
        Assert.False(_comparer.Compare(answer, answer with { Text = null }).Agrees);
        Assert.False(_comparer.Compare(answer, answer with { Flag = false }).Agrees);
        Assert.False(_comparer.Compare(answer, answer with { Whole = 1001 }).Agrees);
        Assert.False(_comparer.Compare(answer, answer with { Vector = [1, 3] }).Agrees);
        Assert.False(_comparer.Compare(answer, answer with { Vector = [1] }).Agrees);
        Assert.False(_comparer.Compare(answer, answer with { Vector = null }).Agrees);
        Assert.True(_comparer.Compare(answer with { Vector = null }, answer with { Vector = null }).Agrees);
    }

    [Fact]
    public void An_answer_without_columns_is_compared_whole()
    {
        Assert.True(new ColumnComparer<float>(0.01).Compare(0.5f, 0.505f).Agrees);
        Assert.False(new ColumnComparer<float>(0.01).Compare(0.5f, 0.6f).Agrees);
        Assert.False(new ColumnComparer<int>(0.01).Compare(1000, 1001).Agrees);
        Assert.True(new ColumnComparer<Guid>(0.01).Compare(default, default).Agrees);
    }

    [Fact]
    public void What_is_no_column_is_compared_as_well()
    {
        var comparer = new ColumnComparer<Mixed>(0.01);
        var one = new Mixed(1, ["a", "b"], new(2026, 1, 1), new("x"));
        Assert.True(comparer.Compare(one, new(1.001f, ["a", "b"], new(2026, 1, 1), new("x"))).Agrees);
        Assert.False(comparer.Compare(one, one with { Labels = ["a", "c"] }).Agrees);
        Assert.False(comparer.Compare(one, one with { Day = new(2026, 1, 2) }).Agrees);
        Assert.False(comparer.Compare(one, one with { Inner = new("y") }).Agrees);
        Assert.False(comparer.Compare(one, one with { Labels = null }).Agrees);
    }

    public sealed record Mixed(float Score, string[]? Labels, DateOnly Day, Inner Inner);

    public sealed record Inner(string Text);
}
