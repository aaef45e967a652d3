using Microsoft.Extensions.Time.Testing;
using MlOps.Routing.Health;

namespace MlOps.Health;

public sealed class RouteCircuitTests : IDisposable
{
    private static readonly Route Route = new("m", 1, "v1", RouteRole.Live);
    private static readonly RouteAttempt Fault = new(Route, AttemptFailure.Threw) { Exception = new TimeoutException() };

    private readonly FakeTimeProvider _clock = new();
    private readonly List<RouteHealthState> _states = [];
    private readonly CircuitBreakerOptions _options = new() { MinimumThroughput = 4, FailureRatio = 0.5 };
    private readonly RouteCircuit _circuit;

    public RouteCircuitTests() => _circuit = new(Route, _options, _clock, (_, change) => _states.Add(change.Now.State));

    public void Dispose() => _circuit.Dispose();

    [Fact]
    public void The_defaults_are_Pollys()
    {
        var (own, pollys) = (new CircuitBreakerOptions(), new Polly.CircuitBreaker.CircuitBreakerStrategyOptions());
        Assert.Equal(
            (pollys.FailureRatio, pollys.MinimumThroughput, pollys.SamplingDuration, pollys.BreakDuration),
            (own.FailureRatio, own.MinimumThroughput, own.SamplingDuration, own.BreakDuration));
    }

    [Fact]
    public void It_says_how_the_route_does()
    {
        _circuit.Succeeded();
        _circuit.Failed(Fault);
        var closed = _circuit.Look();
        Assert.Equal((RouteHealthState.Closed, 2, 0.5, null), (closed.State, closed.Samples, closed.FailureRatio, closed.NextProbe));
        Assert.Equal(new RouteFailure(_clock.GetUtcNow(), AttemptFailure.Threw, "System.TimeoutException"), closed.LastFailure);

        Break();
        var open = _circuit.Look();
        Assert.Equal((RouteHealthState.Open, _clock.GetUtcNow(), _clock.GetUtcNow() + _options.BreakDuration), (open.State, open.Since, open.NextProbe));
        _clock.Advance(_options.SamplingDuration);
        Assert.Equal(0, _circuit.Look().Samples);
    }

    [Fact]
    public void While_it_is_half_open_one_call_at_a_time_is_let_in()
    {
        Break();
        Assert.Equal(AttemptFailure.Unhealthy, _circuit.Enter().Refusal);
        _clock.Advance(_options.BreakDuration);
        Assert.Null(_circuit.Enter().Refusal);
        Assert.Equal(AttemptFailure.Unhealthy, _circuit.Enter().Refusal);
    }

    [Fact]
    public void A_probe_that_is_cancelled_makes_room_for_another()
    {
        Break();
        _clock.Advance(_options.BreakDuration);
        _circuit.Abandoned(_circuit.Enter().Probe);
        Assert.Equal(RouteHealthState.HalfOpen, _circuit.Look().State);
        _circuit.Succeeded(_circuit.Enter().Probe);
        Assert.True(_circuit.IsClosed);
    }

    [Fact]
    public void A_probe_that_hangs_makes_room_after_a_break_and_takes_nobodys_when_it_comes_back()
    {
        Break();
        _clock.Advance(_options.BreakDuration);
        var hanging = _circuit.Enter();
        _clock.Advance(_options.BreakDuration - TimeSpan.FromTicks(1));
        Assert.Equal(AttemptFailure.Unhealthy, _circuit.Enter().Refusal);
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Null(_circuit.Enter().Refusal);
        _circuit.Abandoned(hanging.Probe);
        Assert.Equal(AttemptFailure.Unhealthy, _circuit.Enter().Refusal);
    }

    [Fact]
    public void It_closes_after_as_many_good_probes_as_were_asked_for_and_a_bad_one_begins_anew()
    {
        _options.SuccessThreshold = 3;
        Break();
        Probe(good: true);
        Probe(good: true);
        Probe(good: false);
        Probe(good: true);
        Probe(good: true);
        Assert.False(_circuit.IsClosed);
        Probe(good: true);
        Assert.True(_circuit.IsClosed);
    }

    [Fact]
    public void A_route_that_alternates_opens_at_most_once_in_a_break()
    {
        var opened = new List<DateTimeOffset>();
        for (var i = 0; i < 20_000; i++)
        {
            var admission = _circuit.Enter();
            var before = _states.Count;
            if (admission.Refusal is null && i % 2 == 0)
            {
                _circuit.Failed(Fault, admission.Probe);
            }
            else if (admission.Refusal is null)
            {
                _circuit.Succeeded(admission.Probe);
            }

            if (_states.Count > before && _states[^1] == RouteHealthState.Open)
            {
                opened.Add(_clock.GetUtcNow());
            }

            _clock.Advance(TimeSpan.FromMilliseconds(7));
        }

        Assert.True(opened.Count > 5);
        Assert.All(opened.Zip(opened.Skip(1)), pair => Assert.True(pair.Second - pair.First >= _options.BreakDuration));
    }

    [Fact]
    public void What_was_set_aside_by_hand_stays_so_until_it_is_restored()
    {
        _circuit.SetAside();
        _circuit.SetAside();
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(AttemptFailure.SetAside, _circuit.Enter().Refusal);
        _circuit.Succeeded();
        Assert.False(_circuit.IsClosed);
        _circuit.Restore();
        _circuit.Restore();
        Assert.Null(_circuit.Enter().Refusal);
        Assert.Equal([RouteHealthState.Isolated, RouteHealthState.Closed], _states);
    }

    [Fact]
    public void A_call_that_ends_while_another_begins_the_first_slice_is_counted()
    {
        var clock = new InterruptedClock();
        using var circuit = new RouteCircuit(Route, _options, clock, (_, _) => { });
        clock.Meanwhile = circuit.Succeeded;
        circuit.Succeeded();
        Assert.Equal(2, circuit.Look().Samples);
    }

    [Fact]
    public async Task Calls_by_many_threads_are_all_counted()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                _circuit.Succeeded();
            }
        })));
        Assert.Equal(80_000, _circuit.Look().Samples);
    }

    [Fact]
    public void Counting_a_success_allocates_nothing()
    {
        _circuit.Succeeded();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            _circuit.Succeeded();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Late_answers_of_calls_from_before_the_break_are_no_probes_where_several_are_asked_for()
    {
        _options.SuccessThreshold = 2;
        Break();
        _clock.Advance(_options.BreakDuration);
        var probe = _circuit.Enter().Probe;
        for (var i = 0; i < 5; i++)
        {
            _circuit.Succeeded();
        }

        Assert.Equal(RouteHealthState.HalfOpen, _circuit.Look().State);
        _circuit.Succeeded(probe);
        _circuit.Succeeded(_circuit.Enter().Probe);
        Assert.True(_circuit.IsClosed);
    }

    private void Break()
    {
        while (_circuit.IsClosed)
        {
            _circuit.Failed(Fault);
        }
    }

    private void Probe(bool good)
    {
        if (_circuit.Look().State == RouteHealthState.Open)
        {
            _clock.Advance(_options.BreakDuration);
        }

        var admission = _circuit.Enter();
        Assert.NotEqual(0, admission.Probe);
        if (good)
        {
            _circuit.Succeeded(admission.Probe);
        }
        else
        {
            _circuit.Failed(Fault, admission.Probe);
        }
    }

    /// <summary>Something happens on another thread the first time that it is asked.</summary>
    private sealed class InterruptedClock : FakeTimeProvider
    {
        public Action<long>? Meanwhile { get; set; }

        public override long GetTimestamp()
        {
            if (Meanwhile is { } meanwhile)
            {
                Meanwhile = null;
                var thread = new Thread(() => meanwhile(0));
                thread.Start();
                thread.Join();
            }

            return base.GetTimestamp();
        }
    }
}
