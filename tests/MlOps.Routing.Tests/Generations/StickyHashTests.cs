using CsCheck;
using MlOps.Routing.Generations;

namespace MlOps.Generations;

public class StickyHashTests
{
    // These fix the assignment for ever: a release that changes one moves customers between versions.
    [Theory]
    [InlineData("income", 8, "customer-1", 0.50850793953568896)]
    [InlineData("income", 9, "customer-1", 0.29960769313600044)]
    [InlineData("churn", 8, "customer-1", 0.39181175088267395)]
    [InlineData("income", 8, "Zoë 🙂", 0.43779585424400447)]
    public void A_key_falls_where_it_always_fell(string model, int version, string key, double fraction) =>
        Assert.Equal(fraction, StickyHash.Fraction(model, version, key));

    [Fact]
    public void A_long_key_costs_no_allocation()
    {
        var key = new string('x', 2000);
        StickyHash.Fraction("m", 1, key);
        var before = GC.GetAllocatedBytesForCurrentThread();
        StickyHash.Fraction("m", 1, key);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Keys_of_any_length_spread_evenly()
    {
        Gen.String.Sample(key => StickyHash.Fraction("m", 1, key) is >= 0 and < 1);
        var below = Enumerable.Range(0, 100_000).Count(i => StickyHash.Fraction("m", 1, $"{i}") < 0.05);

        // Five standard deviations of a binomial with n = 100,000 and p = 0.05.
        Assert.InRange(below, 5000 - 345, 5000 + 345);
    }
}
