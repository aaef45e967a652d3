namespace MlOps;

public class ModelStatusTests
{
    private static readonly Route Live = new("m", 2, "v2", RouteRole.Live);
    private static readonly Route Behind = new("m", null, "base rate", RouteRole.FallbackFunction);

    [Fact]
    public void A_route_that_is_asked_is_not_spoken_of() => Assert.Equal(
        "serving m v2 (live), m 'base rate' (fallback function)",
        Of(new(Live, null) { Health = Health(RouteHealthState.Closed), Workers = new(1, 2) }).ToString());

    [Fact]
    public void A_route_that_was_loaded_and_is_passed_over_is_named_with_the_reason()
    {
        Assert.Equal(
            "serving m v2 (live), m 'base rate' (fallback function); m v2 (live): Isolated since 1970-01-01 00:00:00Z, 0% of 0 failed",
            Of(new(Live, null) { Health = Health(RouteHealthState.Isolated) }).ToString());
        Assert.Equal(
            "serving m v2 (live), m 'base rate' (fallback function); m v2 (live): 2 of at most 2 workers stuck in calls that are overdue",
            Of(new(Live, null) { Health = Health(RouteHealthState.Closed), Workers = new(2, 2) }).ToString());
    }

    [Fact]
    public void A_copy_that_stands_in_for_the_registry_is_told_with_its_time() => Assert.EndsWith(
        "; a copy of 1970-01-01 00:00:00Z stands in for the registry",
        (Of(new(Live, null)) with { CopyTime = DateTimeOffset.UnixEpoch }).ToString(),
        StringComparison.Ordinal);

    [Fact]
    public void A_route_says_why_it_cannot_be_asked_or_how_it_does()
    {
        Assert.Equal("m v2 (live)", new RouteStatus(Live, null).ToString());
        Assert.Equal("m v2 (live): gone", new RouteStatus(Live, "gone").ToString());
        Assert.Equal(
            "m v2 (live): Closed since 1970-01-01 00:00:00Z, 0% of 0 failed",
            new RouteStatus(Live, null) { Health = Health(RouteHealthState.Closed), Workers = new(0, 2) }.ToString());
    }

    private static RouteHealth Health(RouteHealthState state) => new(state, DateTimeOffset.UnixEpoch);

    private static ModelStatus Of(RouteStatus live) => new() { Model = "m", Routes = [live, new(Behind, null)] };
}
