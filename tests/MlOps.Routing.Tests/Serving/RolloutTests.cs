using MlOps.Routing.Serving;

namespace MlOps.Serving;

public class RolloutTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    public static TheoryData<string, string?, string?, bool, string?, int, int?, bool> Rows => new()
    {
        // what,                                     wanted, serving, whole, tried, failures, next try in s, load?
        { "nothing is deployed",                      null,   null,    false, null,  0,        null,          false },
        { "nothing is deployed any more",             null,   "1",     true,  "1",   0,        null,          false },
        { "the first plan",                           "1",    null,    false, null,  0,        null,          true },
        { "the plan that serves whole",               "1",    "1",     true,  "1",   0,        null,          false },
        { "a new plan",                               "2",    "1",     true,  "1",   0,        null,          true },
        { "a new plan while the last one fails",      "3",    "1",     true,  "2",   4,        60,            true },
        { "a plan that failed, too early",            "2",    "1",     true,  "2",   1,        1,             false },
        { "a plan that failed, in time",              "2",    "1",     true,  "2",   1,        0,             true },
        { "a plan that failed for good",              "2",    "1",     true,  "2",   10,       null,          false },
        { "a plan that serves in part, too early",    "2",    "2",     false, "2",   1,        1,             false },
        { "a plan that serves in part, in time",      "2",    "2",     false, "2",   1,        0,             true },
        { "a roll-back to an earlier plan's version", "3",    "2",     true,  "2",   0,        null,          true },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void What_to_load_follows_from_what_is_known(
        string what, string? wanted, string? serving, bool whole, string? tried, int failures, int? nextTry, bool load)
    {
        var next = nextTry is { } seconds ? Now.AddSeconds(seconds) : (DateTimeOffset?)null;
        Assert.True(load == Rollout.ShouldLoad(new(wanted, serving, whole, tried, failures, next, Now)), what);
    }

    [Theory]
    [InlineData("live is ready", true, 1, true, 2, true)]
    [InlineData("live is not ready and another plan serves", false, 1, true, 1, false)]
    [InlineData("live is not ready, nothing serves, a fallback is ready", false, 1, false, -1, true)]
    [InlineData("nothing is ready, nobody knows of the plan yet", false, 0, false, -1, true)]
    [InlineData("the plan serves in part, and no more of it is ready", false, 1, false, 1, false)]
    [InlineData("the plan serves in part, and more of it is ready", false, 2, false, 1, true)]
    public void What_to_publish_follows_from_what_is_ready(string what, bool live, int ready, bool other, int serving, bool publish) =>
        Assert.True(publish == Rollout.ShouldPublish(live, ready, other, serving), what);

    [Fact]
    public void Tries_come_later_and_later_and_end()
    {
        var waits = Enumerable.Range(1, Rollout.MaxTries).Select(n => (Rollout.NextTry(n, Now) - Now)?.TotalSeconds).ToArray();
        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 120, 120, null], waits);
    }
}
