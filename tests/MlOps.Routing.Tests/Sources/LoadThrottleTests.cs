using Microsoft.Extensions.Time.Testing;
using MlOps.Routing.Sources;

namespace MlOps.Sources;

public class LoadThrottleTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task So_many_load_at_once_as_there_are_places()
    {
        var throttle = new LoadThrottle(2, _time);
        var first = await Enter(throttle);
        using var second = await Enter(throttle);
        var third = Enter(throttle);
        Assert.False(third.IsCompleted);

        first.Dispose();
        using var place = await third.WaitAsync(TimeSpan.FromSeconds(30), Token);
        Assert.False(Enter(throttle).IsCompleted);
    }

    [Fact]
    public async Task Whoever_loads_a_live_version_comes_first_and_else_whoever_came_first()
    {
        var throttle = new LoadThrottle(1, _time);
        var place = await Enter(throttle);
        var waiting = new[] { RouteRole.FallbackVersion, RouteRole.Live, RouteRole.Canary, RouteRole.Live }.Select(role => Enter(throttle, role)).ToArray();
        foreach (var next in new[] { 1, 3, 0, 2 })
        {
            place.Dispose();
            place = await waiting[next].WaitAsync(TimeSpan.FromSeconds(30), Token);
            Assert.Equal(waiting.Count(w => w.IsCompleted), Array.IndexOf([1, 3, 0, 2], next) + 1);
        }
    }

    [Fact]
    public async Task Who_stops_waiting_takes_no_place()
    {
        var throttle = new LoadThrottle(1, _time);
        var place = await Enter(throttle);
        using var stop = new CancellationTokenSource();
        var impatient = throttle.EnterAsync(RouteRole.Live, TimeSpan.MaxValue, stop.Token);
        var patient = Enter(throttle);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        Assert.False(patient.IsCompleted);

        place.Dispose();
        (await patient.WaitAsync(TimeSpan.FromSeconds(30), Token)).Dispose();
        Assert.True(Enter(throttle).IsCompleted);
    }

    [Fact]
    public async Task A_model_that_waits_less_long_holds_its_place_less_long()
    {
        var throttle = new LoadThrottle(1, _time);
        await throttle.EnterAsync(RouteRole.Live, TimeSpan.FromSeconds(1), Token);
        var next = Enter(throttle);
        _time.Advance(TimeSpan.FromSeconds(1));
        (await next.WaitAsync(TimeSpan.FromSeconds(30), Token)).Dispose();
    }

    [Fact]
    public async Task The_place_of_a_load_that_hangs_goes_to_the_next_and_is_given_back_once()
    {
        var throttle = new LoadThrottle(1, _time);
        var hangs = await Enter(throttle);
        var next = Enter(throttle);
        _time.Advance(LoadThrottle.Patience - TimeSpan.FromMilliseconds(1));
        Assert.False(next.IsCompleted);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        using var place = await next.WaitAsync(TimeSpan.FromSeconds(30), Token);
        var last = Enter(throttle);
        hangs.Dispose();
        Assert.False(last.IsCompleted);
    }

    private static Task<IDisposable> Enter(LoadThrottle throttle, RouteRole role = RouteRole.Live) => throttle.EnterAsync(role, TimeSpan.MaxValue, Token);
}
