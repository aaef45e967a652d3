using MlOps.Routing.Serving;

namespace MlOps.Serving;

public class RolloutTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    public static TheoryData<string, string?, string?, bool, string?, string?, int, int?, bool> Rows => new()
    {
        // what,                                     wanted, serving, whole, loading, tried, failures, next try in s, load?
        { "nothing is deployed",                      null,   null,    false, null,    null,  0,        null,          false },
        { "nothing is deployed any more",             null,   "1",     true,  null,    "1",   0,        null,          false },
        { "the first plan",                           "1",    null,    false, null,    null,  0,        null,          true },
        { "the first plan while it loads",            "1",    null,    false, "1",     "1",   0,        null,          false },
        { "the plan that serves whole",               "1",    "1",     true,  null,    "1",   0,        null,          false },
        { "a new plan",                               "2",    "1",     true,  null,    "1",   0,        null,          true },
        { "a new plan while it loads",                "2",    "1",     true,  "2",     "2",   0,        null,          false },
        { "a new plan while the one before loads",    "3",    "1",     true,  "2",     "2",   0,        null,          true },
        { "a new plan while the last one fails",      "3",    "1",     true,  null,    "2",   4,        60,            true },
        { "a plan that failed, too early",            "2",    "1",     true,  null,    "2",   1,        1,             false },
        { "a plan that failed, in time",              "2",    "1",     true,  null,    "2",   1,        0,             true },
        { "a plan that failed, the clock was set back", "2",  "1",     true,  null,    "2",   1,        3600,          true },
        { "a plan that is being tried again",         "2",    "1",     true,  "2",     "2",   1,        0,             false },
        { "a plan that failed for good",              "2",    "1",     true,  null,    "2",   10,       null,          false },
        { "a plan that serves in part, still loads",  "2",    "2",     false, "2",     "2",   0,        null,          false },
        { "a plan that serves in part, too early",    "2",    "2",     false, null,    "2",   1,        1,             false },
        { "a plan that serves in part, in time",      "2",    "2",     false, null,    "2",   1,        0,             true },
        { "a roll-back to an earlier plan's version", "3",    "2",     true,  null,    "2",   0,        null,          true },
        { "a plan of a smaller number",               "1",    "2",     true,  null,    "2",   0,        null,          true },
        { "a smaller number, after one that failed",  "1",    "3",     true,  null,    "4",   10,       null,          true },
        { "back to what serves while another loads",  "1",    "1",     true,  "2",     "2",   0,        null,          false },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void What_to_load_follows_from_what_is_known(
        string what, string? wanted, string? serving, bool whole, string? loading, string? tried, int failures, int? nextTry, bool load)
    {
        var next = nextTry is { } seconds ? Now.AddSeconds(seconds) : (DateTimeOffset?)null;
        Assert.True(load == Rollout.ShouldLoad(new(wanted, serving, whole, loading, tried, failures, next, Now)), what);
    }

    [Theory]
    [InlineData("nothing loads", "1", null, false)]
    [InlineData("the wanted plan loads", "1", "1", false)]
    [InlineData("another plan is wanted by now", "2", "1", true)]
    [InlineData("nothing is wanted any more", null, "1", true)]
    [InlineData("an earlier plan is wanted again", "1", "2", true)]
    public void A_load_is_given_up_for_another_plan(string what, string? wanted, string? loading, bool giveUp) =>
        Assert.True(giveUp == Rollout.ShouldGiveUp(new(wanted, null, false, loading, loading, 0, null, Now)), what);

    [Theory]
    [InlineData("all is ready, another plan serves", true, 2, true, true, null, true)]
    [InlineData("live is ready before its fallback, another plan serves", true, 1, false, true, null, true)]
    [InlineData("live is ready before its fallback, nothing serves", true, 1, false, false, null, true)]
    [InlineData("the fallback is ready now, too", true, 2, true, false, 1, true)]
    [InlineData("live is ready and serves, the fallback failed again", true, 1, false, false, 1, false)]
    [InlineData("live is ready and serves, the fallback turned out to fail", true, 1, true, false, 1, true)]
    [InlineData("live is not ready and another plan serves", false, 1, true, true, null, false)]
    [InlineData("live is not ready, nothing serves, a fallback is ready", false, 1, true, false, null, true)]
    [InlineData("nothing is ready yet, another plan serves", false, 0, false, true, null, false)]
    [InlineData("a fallback is ready, live still loads, another plan serves", false, 1, false, true, null, false)]
    [InlineData("nothing is ready yet, nothing serves", false, 0, false, false, null, false)]
    [InlineData("nothing could be loaded, nothing serves", false, 0, true, false, null, true)]
    [InlineData("nothing could be loaded, another plan serves", false, 0, true, true, null, false)]
    [InlineData("again nothing could be loaded", false, 0, false, false, 0, false)]
    [InlineData("the plan serves in part, and no more of it is ready", false, 1, false, false, 1, false)]
    [InlineData("the plan serves in part, and more of it is ready", false, 2, true, false, 1, true)]
    public void What_to_publish_follows_from_what_is_ready(
        string what, bool live, int ready, bool complete, bool another, int? serving, bool publish) =>
        Assert.True(publish == Rollout.ShouldPublish(live, ready, complete, another, serving), what);

    [Theory]
    [InlineData("nothing is deployed", null, null, true)]
    [InlineData("nothing is deployed any more", null, "1", false)]
    [InlineData("the registry can't be reached, nothing serves", null, null, true)]
    [InlineData("the registry can't be reached, the wanted plan serves", "1", "1", false)]
    [InlineData("the registry can't be reached, another plan serves", "2", "1", false)]
    [InlineData("the wanted plan failed, nothing serves", "1", null, true)]
    [InlineData("the wanted plan failed, another plan serves", "2", "1", false)]
    public void What_stands_in_never_takes_the_place_of_a_plan(string what, string? wanted, string? serving, bool standIn) =>
        Assert.True(standIn == Rollout.ShouldStandIn(new(wanted, serving, serving is not null, null, wanted, 1, null, Now)), what);

    [Fact]
    public void Tries_come_later_and_later_and_end()
    {
        var waits = Waits(new IOException());
        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 120, 120, null], waits);
    }

    [Fact]
    public void A_registry_that_is_away_is_asked_for_as_long_as_it_takes() =>
        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 120, 120, 120], Waits(new RegistryUnavailableException("away")));

    [Fact]
    public void A_registry_that_was_away_for_long_has_used_up_no_try_of_a_plan()
    {
        var state = new RolloutState().Trying("2").Failed("a", new IOException(), null, Now);
        for (var i = 0; i < 100; i++)
        {
            state = state.Failed("away", new RegistryUnavailableException("away"), null, Now);
        }

        Assert.Equal(Now.AddMinutes(2), state.NextTry);
        state = state.Trying("2").Failed("b", new IOException(), null, Now);
        Assert.Equal((2, Now.AddSeconds(2)), (state.Failures, state.NextTry));
    }

    [Fact]
    public void What_no_waiting_helps_is_not_tried_again() =>
        Assert.All(Waits(new ModelConfigurationException("m", "no runtime")), wait => Assert.Null(wait));

    [Fact]
    public void The_failure_that_may_pass_decides_about_the_next_try()
    {
        Exception[] failures = [new ModelConfigurationException("m", "no runtime"), new ModelLoadException("broken"), new IOException()];
        Assert.Same(failures[2], Rollout.MostHopeful(failures));
        Assert.Same(failures[1], Rollout.MostHopeful(failures[..2]));
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData(null, "2 b", false)]
    [InlineData("2 b", "2 b", false)]
    [InlineData("2 b", "3 c", false)]
    [InlineData("2 b", "2 c", true)]
    [InlineData("2 b", "1 a", true)]
    [InlineData("2 b", null, true)]
    public void A_history_that_lacks_what_was_found_in_it_is_noticed(string? found, string? now, bool noticed)
    {
        Assert.Equal(noticed, Rollout.LeavesBehind(Read(found), Read(now)));

        static Deployment? Read(string? head) => head is null
            ? null
            : new() { Model = "m", Number = head[0] - '0', Digest = head[2..], Plan = DeploymentPlan.Live(1), Author = "a", Because = new("b"), At = Now };
    }

    [Fact]
    public void A_model_that_answers_otherwise_is_not_asked_again() =>
        Assert.All(Waits(new GoldenMismatchException("m v1 answers otherwise", new() { Rows = 1 })), wait => Assert.Null(wait));

    private static double?[] Waits(Exception cause) =>
        [.. Enumerable.Range(1, Rollout.MaxTries).Select(n => (Rollout.NextTry(n, cause, Now) - Now)?.TotalSeconds)];
}
