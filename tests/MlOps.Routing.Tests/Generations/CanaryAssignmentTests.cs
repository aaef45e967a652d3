using CsCheck;
using MlOps.Routing.Generations;

namespace MlOps.Generations;

/// <summary>Which keys a canary takes: evenly spread, always the same, and more of them, never others, as its share is raised.</summary>
public class CanaryAssignmentTests
{
    private static readonly Gen<(string Model, int Version)> Candidates = Gen.Select(Gen.Int[0, 2].Select(i => new[] { "income", "churn", "a.b-c_1" }[i]), Gen.Int[1, 1000]);

    [Theory]
    [InlineData("income", 8)]
    [InlineData("churn", 1)]
    [InlineData("m", 100)]
    public void Assignment_is_uniform(string model, int version)
    {
        const int Keys = 200_000;
        const int Bins = 100;
        foreach (var kind in new Func<int, string>[] { i => $"{i}", i => $"customer-{i:D8}", i => new Guid(i, 0, 0, new byte[8]).ToString(), i => new string('x', i % 50) + i })
        {
            var counts = new int[Bins];
            for (var i = 0; i < Keys; i++)
            {
                counts[(int)(StickyHash.Fraction(model, version, kind(i)) * Bins)]++;
            }

            // Chi-square with 99 degrees of freedom: above 161 in one of ten thousand of uniform samples.
            var expected = (double)Keys / Bins;
            Assert.InRange(counts.Sum(c => (c - expected) * (c - expected) / expected), 0, 161);
        }
    }

    [Fact]
    public void Two_candidates_are_given_keys_that_have_nothing_to_do_with_each_other()
    {
        const int Keys = 100_000;
        var counts = new int[2, 2];
        for (var i = 0; i < Keys; i++)
        {
            counts[StickyHash.Fraction("m", 1, $"{i}") < 0.3 ? 1 : 0, StickyHash.Fraction("m", 2, $"{i}") < 0.3 ? 1 : 0]++;
        }

        // Five standard deviations of a binomial with p = 0.09.
        Assert.InRange(counts[1, 1], 9000 - 453, 9000 + 453);
    }

    [Fact]
    public void Assignment_is_sticky_and_monotone() => Gen.Select(Candidates, Gen.String[1, 30], Gen.Double[0.001, 1], Gen.Double[0.001, 1])
        .Sample((candidate, key, one, other) =>
        {
            var (small, large) = one < other ? (one, other) : (other, one);
            var (under, over) = (Takes(candidate, key, small), Takes(candidate, key, large));

            // Raised, a share keeps the keys that it had; lowered again, it has exactly those.
            return (!under || over) && Takes(candidate, key, small) == under && Takes(candidate, key, 1);
        });

    private static bool Takes((string Model, int Version) candidate, string key, double share) =>
        new CanaryShare<string, int>(candidate.Model, candidate.Version, share, null!) { KeyOf = k => k, KeyFailed = _ => { }, WithoutKey = () => { } }.Takes(key, null);
}
