using System.Text.Json;
using CsCheck;

namespace MlOps;

public class DeploymentPlanTests
{
    [Fact]
    public void A_plan_reads_as_it_is_written()
    {
        var plan = DeploymentPlan.Live(7).FallBackTo(6, 5).Canary(8, share: 0.05).Shadow(9);

        Assert.Equal("live v7, fallback v6, v5, canary v8 at 5%, shadow v9", plan.ToString());
        Assert.Equal("live v1, canary v2 at 0.001%", DeploymentPlan.Live(1).Canary(2, 0.00001).ToString());
        Assert.Equal("live v1, canary v2 at 7%", DeploymentPlan.Live(1).Canary(2, 0.07).ToString());
        Assert.Equal([7, 8, 9, 6, 5], plan.Versions);
        Assert.Equal("live v7", DeploymentPlan.Live(7).ToString());
    }

    [Fact]
    public void Plans_are_equal_by_what_they_say()
    {
        Assert.Equal(DeploymentPlan.Live(7).FallBackTo(6).FallBackTo(5), DeploymentPlan.Live(7).FallBackTo(6, 5));
        Assert.Equal(DeploymentPlan.Live(7).FallBackTo(6).GetHashCode(), DeploymentPlan.Live(7).FallBackTo(6).GetHashCode());
        Assert.NotEqual(DeploymentPlan.Live(7).FallBackTo(5, 6), DeploymentPlan.Live(7).FallBackTo(6, 5));
        Assert.NotEqual(DeploymentPlan.Live(7).Canary(8, 0.1), DeploymentPlan.Live(7).Canary(8, 0.2));
        Assert.NotEqual(DeploymentPlan.Live(7).Shadow(8), DeploymentPlan.Live(7).Shadow(9));
    }

    public static TheoryData<string, Func<DeploymentPlan>> Mistakes => new()
    {
        { "0 is none", () => DeploymentPlan.Live(0) },
        { "-1 is none", () => DeploymentPlan.Live(1).FallBackTo(-1) },
        { "once", () => DeploymentPlan.Live(1).FallBackTo(1) },
        { "once", () => DeploymentPlan.Live(1).FallBackTo(2, 3, 2) },
        { "live and canary", () => DeploymentPlan.Live(1).Canary(1, 0.5) },
        { "0 is not", () => DeploymentPlan.Live(1).Canary(2, 0) },
        { "1.5 is not", () => DeploymentPlan.Live(1).Canary(2, 1.5) },
        { "shadow at once", () => DeploymentPlan.Live(1).Shadow(1) },
        { "shadow at once", () => DeploymentPlan.Live(1).Canary(2, 0.1).Shadow(2) },
        { "shadow at once", () => DeploymentPlan.Live(1).Shadow(2).Canary(2, 0.1) },
        { "0 is none", () => DeploymentPlan.Live(1).Shadow(0) },
        { "NaN is not", () => DeploymentPlan.Live(1).Canary(2, double.NaN) },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_plan_that_makes_no_sense_is_refused(string told, Func<DeploymentPlan> make)
    {
        Assert.Contains(told, Assert.Throws<ArgumentException>(make).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_canary_may_also_be_a_fallback()
    {
        Assert.Equal([1, 2, 2], DeploymentPlan.Live(1).FallBackTo(2).Canary(2, 1).Versions);
    }

    [Fact]
    public void Every_plan_survives_json()
    {
        var plans =
            from versions in Gen.Int[1, 99].Array[2, 6].Where(v => v.Distinct().Count() == v.Length)
            from share in Gen.Double[0.001, 1]
            from canary in Gen.Bool
            from shadow in Gen.Bool
            let live = DeploymentPlan.Live(versions[0]).FallBackTo(versions.AsSpan(2))
            let plan = shadow ? live.Shadow(100) : live
            select canary ? plan.Canary(versions[1], share) : plan;

        plans.Sample(plan => Assert.Equal(plan, JsonSerializer.Deserialize<DeploymentPlan>(JsonSerializer.Serialize(plan))), iter: 200);
    }

    [Fact]
    public void Json_is_held_to_the_same_rules()
    {
        Assert.ThrowsAny<Exception>(() => JsonSerializer.Deserialize<DeploymentPlan>("""{"LiveVersion":0}"""));
        Assert.ThrowsAny<Exception>(() => JsonSerializer.Deserialize<DeploymentPlan>("""{"LiveVersion":1,"CanaryVersion":1,"CanaryShare":0.5}"""));
    }
}
