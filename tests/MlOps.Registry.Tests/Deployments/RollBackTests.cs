using System.Globalization;
using CsCheck;

namespace MlOps.Registry.Deployments;

public class RollBackTests
{
    // A history is written oldest first: "2/1" is live v2 with fallback v1, "2/1+3" has v3 as canary, "1~3" has v3 as shadow, "-3:2/1" is a roll-back from v3.
    [Theory]
    [InlineData("the plan before", "1, 2/1", 2, "1")]
    [InlineData("live and fallbacks are put back", "2/1, 3/2,1", 3, "2/1")]
    [InlineData("the version left is dropped from fallbacks", "1/2, 2/1", 2, "1")]
    [InlineData("a canary is left", "1, 1+2", 2, "1")]
    [InlineData("a canary is left, the one before it is not put back", "1, 1+2, 3/1, 1+4", 4, "3/1")]
    [InlineData("live is left while a canary runs", "1, 2, 2+3", 2, "1")]
    [InlineData("live is left, a plan with it as canary won't do", "1, 1+2, 2/1", 2, "1")]
    [InlineData("the share of a canary was raised in steps", "1, 1+2, 1+2, 1+2", 2, "1")]
    [InlineData("a fallback changed in between", "1, 2, 2/1", 2, "1")]
    [InlineData("only a fallback: nothing to do", "1, 2/1", 1, "nothing")]
    [InlineData("not in the plan: nothing to do", "1, 2", 7, "nothing")]
    [InlineData("nothing deployed: nothing to do", "", 1, "nothing")]
    [InlineData("pressed twice", "1, 2, -2:1", 2, "nothing")]
    [InlineData("the first plan", "1", 1, "none")]
    [InlineData("the first plan has a canary: that plan without it", "1+2", 2, "1")]
    [InlineData("promoted after a trial that began the history: the plan of the trial without it", "1+2, 2/1", 2, "1")]
    [InlineData("a plan that never had it goes before a later one that tried it", "1, 3, 3+2, 2", 2, "3")]
    [InlineData("an older plan that never had it goes before a later trial", "1, 3+2, 2", 2, "1")]
    [InlineData("every plan had it", "1, 1/2, 1+3", 1, "none")]
    [InlineData("a roll-back may be gone back to", "1, 2, -2:1, 3", 3, "1")]
    [InlineData("two in a row: never to the one left first", "1, 2, 3, -3:2, -2:1", 1, "none")]
    [InlineData("the version before was bad too", "1, 2, 3, -3:2", 2, "1")]
    [InlineData("three in a row", "1, 2, 3, 4, -4:3, -3:2", 2, "1")]
    [InlineData("one left since is dropped from fallbacks", "1, 3/2, 2, -2:3, 4", 4, "3")]
    [InlineData("an older plan with one left since in its fallbacks", "1/2, 2, -2:1, 3", 3, "1")]
    [InlineData("one that a person deployed again is trusted", "1, 2, -2:1, 2, 3", 3, "2")]
    [InlineData("one that a person tried again as canary is trusted", "2, 1, 2, -2:1, 1+2, 3, 4, -4:3, 5", 5, "3")]
    [InlineData("trusted again: plans from before count too", "1, 2/1, -2:1, 1+2, 1+3, 1+2", 1, "2")]
    [InlineData("left, trusted again, left again", "1, 2, -2:1, 2, -2:1, 3", 3, "1")]
    [InlineData("a person's fallback from after it was left is kept", "1, 2, -2:1, 3/2, 4", 4, "3/2")]
    [InlineData("being only a fallback of a person's plan doesn't make it trusted", "1, 2, -2:1, 3/2, 4, -4:3/2, -3:1", 1, "none")]
    [InlineData("only a shadow: nothing to do", "1, 2~3", 3, "nothing")]
    [InlineData("a plan with the version as shadow will do, without it", "1~2, 2", 2, "1")]
    [InlineData("a shadow is not put back", "1~4, 2", 2, "1")]
    [InlineData("a shadow beside a canary that is left", "1, 1+2~3", 2, "1")]
    [InlineData("being only a shadow of a person's plan doesn't make it trusted", "1, 2, -2:1, 1~2, 2/1, 3, -3:2/1, -2:1", 1, "none")]
    [InlineData("a roll-back's plan doesn't make a version trusted", "1, 2, -2:1, 3, 2, -2:3, 3", 3, "1")]
    public void Goes_where_the_rule_says(string why, string history, int awayFrom, string expected)
    {
        var decision = RollBack.Decide(Parse(history), awayFrom, NoneRetired);

        var actual = decision.Outcome switch
        {
            RollBackOutcome.NothingToDo => "nothing",
            RollBackOutcome.NoEarlierPlan => "none",
            _ => Write(decision.Plan!),
        };
        Assert.True(expected == actual, $"{why}: expected {expected}, was {actual}. {decision.Explanation}");
    }

    [Theory]
    [InlineData("a plan with a retired live version is passed over", "1, 2, 3", 3, new[] { 2 }, "1")]
    [InlineData("a retired version is dropped from the fallbacks", "1, 2/1, 3", 3, new[] { 1 }, "2")]
    [InlineData("with every earlier version retired there is nothing to go back to", "1, 2, 3", 3, new[] { 1, 2 }, "none")]
    [InlineData("a retired canary of the earlier plan is left out as canaries always are", "1+2, 3", 3, new[] { 2 }, "1")]
    public void A_retired_version_is_never_gone_back_to(string why, string history, int awayFrom, int[] retired, string expected)
    {
        var decision = RollBack.Decide(Parse(history), awayFrom, retired.ToHashSet());
        var actual = decision.Plan is null ? "none" : Write(decision.Plan);
        Assert.True(expected == actual, $"{why}: expected {expected}, was {actual}. {decision.Explanation}");
    }

    [Fact]
    public void Whatever_the_history_the_plan_is_an_earlier_one_without_the_version_that_is_left() =>
        Gen.Select(Plans.List[1, 12], Gen.Int[1, 5]).Sample((steps, awayFrom) =>
        {
            var history = steps.Select((step, i) => Make(i + 1, step.Plan, step.RolledBackFrom)).Reverse().ToList();
            var serves = history[0].Plan.LiveVersion == awayFrom || history[0].Plan.CanaryVersion == awayFrom;
            var decision = RollBack.Decide(history, awayFrom, NoneRetired);
            if (decision.Plan is not { } plan)
            {
                return decision.Outcome == (serves ? RollBackOutcome.NoEarlierPlan : RollBackOutcome.NothingToDo);
            }

            return serves
                && decision.Outcome == RollBackOutcome.Deploy
                && !plan.Versions.Contains(awayFrom)
                && (plan.CanaryVersion, plan.ShadowVersion) is (null, null)
                && history.Skip(history[0].Plan.LiveVersion == awayFrom ? 1 : 0).Any(d => d.Plan.LiveVersion == plan.LiveVersion && plan.FallbackVersions.All(d.Plan.FallbackVersions.Contains))
                && RollBack.Decide([Make(history.Count + 1, plan, awayFrom), .. history], awayFrom, NoneRetired).Outcome == RollBackOutcome.NothingToDo;
        });

    [Fact]
    public void As_much_of_a_history_as_holds_a_plan_decides_like_the_whole() =>
        Gen.Select(Plans.List[1, 12], Gen.Int[1, 5]).Sample((steps, awayFrom) =>
        {
            var history = steps.Select((step, i) => Make(i + 1, step.Plan, step.RolledBackFrom)).Reverse().ToList();
            var whole = RollBack.Decide(history, awayFrom, NoneRetired);
            return Enumerable.Range(1, history.Count)
                .Select(count => RollBack.Decide([.. history.Take(count)], awayFrom, NoneRetired, complete: false))
                .All(d => d.Outcome == RollBackOutcome.NoEarlierPlan || d == whole);
        });

    private static readonly HashSet<int> NoneRetired = [];

    private static readonly Gen<(DeploymentPlan Plan, int? RolledBackFrom)> Plans =
        Gen.Select(Gen.Shuffle(new[] { 1, 2, 3, 4, 5 }), Gen.Int[0, 2], Gen.Bool, Gen.Bool, Gen.Int[1, 5], Gen.Bool).Select((order, fallbacks, canary, shadow, left, back) =>
        {
            var plan = DeploymentPlan.Live(order[0]).FallBackTo(order.AsSpan(1, fallbacks));
            plan = canary && !back ? plan.Canary(order[4], 0.1) : plan;
            plan = shadow && !back ? plan.Shadow(order[3]) : plan;
            return (plan, back && left != order[0] ? left : (int?)null);
        });

    private static List<Deployment> Parse(string history) =>
        [.. history.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select((step, i) => Parse(i + 1, step)).Reverse()];

    private static Deployment Parse(int number, string step)
    {
        int? rolledBackFrom = step[0] == '-' ? Number(step[1..step.IndexOf(':')]) : null;
        var shadowed = step[(step.IndexOf(':') + 1)..].Split('~');
        var rest = shadowed[0].Split('+');
        var versions = rest[0].Split('/', ',').Select(Number).ToArray();
        var plan = DeploymentPlan.Live(versions[0]).FallBackTo(versions.AsSpan(1));
        plan = rest.Length > 1 ? plan.Canary(Number(rest[1]), 0.1) : plan;
        return Make(number, shadowed.Length > 1 ? plan.Shadow(Number(shadowed[1])) : plan, rolledBackFrom);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string Write(DeploymentPlan plan) =>
        plan.LiveVersion + (plan.FallbackVersions.IsEmpty ? "" : "/" + string.Join(',', plan.FallbackVersions)) + (plan.CanaryVersion is { } c ? $"+{c}" : "") + (plan.ShadowVersion is { } s ? $"~{s}" : "");

    private static Deployment Make(int number, DeploymentPlan plan, int? rolledBackFrom) => new()
    {
        Model = "income",
        Number = number,
        Plan = plan,
        Author = "someone",
        Because = new("a test"),
        At = DateTimeOffset.UnixEpoch.AddHours(number),
        RolledBackFrom = rolledBackFrom,
    };
}
