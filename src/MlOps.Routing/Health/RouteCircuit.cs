namespace MlOps.Routing.Health;

/// <summary>
/// The health of one version or function: a circuit breaker by failure ratio, with the states and the meaning of Polly's. Polly's own runs
/// every call inside of it, which costs more than a small model takes; this one is told how calls came out.
/// </summary>
/// <remarks>
/// While all is well a call reads two flags and counts on its stripe. It doesn't read the clock: a timer says when a slice of the window
/// is over, and the first call after that begins the next, without waiting for anybody. All else is under the lock.
/// </remarks>
internal sealed class RouteCircuit : IDisposable
{
    private readonly Lock _lock = new();
    private readonly StripedCounter _successes = new();
    private readonly Route _route;
    private readonly CircuitBreakerOptions _options;
    private readonly TimeProvider _time;
    private readonly Action<Route, HealthChange> _changed;
    private readonly SampleWindow _window;
    private readonly ITimer _sliceEnd;

    private volatile bool _isClosed = true;

    // Closed, and within a slice: a success has nothing to do but to count itself.
    private volatile bool _onlyCounts;

    private RouteHealthState _state;
    private DateTimeOffset _since;
    private long _openedAt;
    private long _probe;
    private long _probes;
    private long _probedAt;
    private int _goodProbes;
    private RouteAttempt? _lastFailure;
    private DateTimeOffset _lastFailureAt;

    /// <param name="route">The route, as it was first met.</param>
    /// <param name="options">When it is unhealthy.</param>
    /// <param name="time">The clock.</param>
    /// <param name="changed">Told of each change of state, after it; may be called on any thread.</param>
    public RouteCircuit(Route route, CircuitBreakerOptions options, TimeProvider time, Action<Route, HealthChange> changed)
    {
        (_route, _options, _time, _changed) = (route, options, time, changed);
        _window = new(options.SamplingDuration, time, _successes);
        _since = time.GetUtcNow();
        _sliceEnd = CreateTimer();
    }

    /// <summary>Whether every call may ask the route.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>Whether this call may ask the route. One that may says afterwards how it came out.</summary>
    public Admission Enter()
    {
        if (_isClosed)
        {
            return default;
        }

        var (admission, change) = (default(Admission), default(HealthChange));
        lock (_lock)
        {
            var now = _time.GetTimestamp();
            switch (_state)
            {
                case RouteHealthState.Isolated:
                    return new(AttemptFailure.SetAside);
                case RouteHealthState.Open when _time.GetElapsedTime(_openedAt, now) >= _options.BreakDuration:
                    _goodProbes = 0;
                    admission = BeginProbe(now);
                    change = Become(RouteHealthState.HalfOpen, now);
                    break;

                // A probe that is overdue, or hangs for good, keeps its place no longer than a break.
                case RouteHealthState.HalfOpen when _probe == 0 || _time.GetElapsedTime(_probedAt, now) >= _options.BreakDuration:
                    return BeginProbe(now);
                case RouteHealthState.Open or RouteHealthState.HalfOpen:
                    return new(AttemptFailure.Unhealthy);
                default:
                    return default;
            }
        }

        Tell(change);
        return admission;
    }

    /// <summary>The route answered.</summary>
    public void Succeeded(long probe = 0)
    {
        if (_onlyCounts)
        {
            _successes.Increment();
        }
        else if (_isClosed)
        {
            SucceededBetweenSlices();
        }
        else
        {
            SucceededWhileUnhealthy(probe);
        }
    }

    /// <summary>The route failed.</summary>
    public void Failed(RouteAttempt attempt, long probe = 0)
    {
        HealthChange? change = null;
        lock (_lock)
        {
            var now = _time.GetTimestamp();
            (_lastFailure, _lastFailureAt) = (attempt, _time.GetUtcNow());
            EndProbe(probe);
            if (_state == RouteHealthState.HalfOpen)
            {
                change = Open(now);
            }
            else
            {
                Advance(now);
                _window.AddFailure();
                var (samples, failures) = _window.Read(now);
                if (_state == RouteHealthState.Closed && samples >= _options.MinimumThroughput && failures / (double)samples >= _options.FailureRatio)
                {
                    change = Open(now);
                }
            }
        }

        Tell(change);
    }

    /// <summary>Nobody knows how the route would have done: its caller left, or it refused the row. A probe makes room for another.</summary>
    public void Abandoned(long probe)
    {
        if (probe != 0)
        {
            lock (_lock)
            {
                EndProbe(probe);
            }
        }
    }

    /// <summary>Takes the route out until it is restored.</summary>
    public void SetAside()
    {
        HealthChange? change = null;
        lock (_lock)
        {
            if (_state != RouteHealthState.Isolated)
            {
                change = Become(RouteHealthState.Isolated, _time.GetTimestamp());
            }
        }

        Tell(change);
    }

    /// <summary>Lets every call ask the route again, and forgets how it did.</summary>
    public void Restore()
    {
        HealthChange? change = null;
        lock (_lock)
        {
            var wasClosed = _state == RouteHealthState.Closed;
            var closed = Close(_time.GetTimestamp());
            change = wasClosed ? null : closed;
        }

        Tell(change);
    }

    public RouteHealth Look()
    {
        lock (_lock)
        {
            return Look(_time.GetTimestamp());
        }
    }

    public void Dispose() => _sliceEnd.Dispose();

    // A timer would keep what flows with the call that happened to make it.
    private ITimer CreateTimer()
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            return Create();
        }

        using (ExecutionContext.SuppressFlow())
        {
            return Create();
        }

        ITimer Create() => _time.CreateTimer(
            static circuit => ((RouteCircuit)circuit!).OnSliceEnd(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private void OnSliceEnd()
    {
        lock (_lock)
        {
            var remaining = _window.Remaining(_time.GetTimestamp());
            if (remaining > TimeSpan.Zero)
            {
                Arm(remaining);
            }
            else
            {
                _onlyCounts = false;
            }
        }
    }

    private void SucceededBetweenSlices()
    {
        // Whoever holds the lock is doing what is to be done.
        if (_lock.TryEnter())
        {
            try
            {
                Advance(_time.GetTimestamp());
            }
            finally
            {
                _lock.Exit();
            }
        }

        _successes.Increment();
    }

    private void SucceededWhileUnhealthy(long probe)
    {
        HealthChange? change = null;
        lock (_lock)
        {
            var now = _time.GetTimestamp();
            EndProbe(probe);
            Advance(now);
            _successes.Increment();

            // A late answer tells of the time before the break. Polly, which asks for one good call, takes any.
            var counts = probe != 0 || _options.SuccessThreshold == 1;
            if (_state == RouteHealthState.HalfOpen && counts && ++_goodProbes >= _options.SuccessThreshold)
            {
                change = Close(now);
            }
        }

        Tell(change);
    }

    private Admission BeginProbe(long now)
    {
        (_probe, _probedAt) = (++_probes, now);
        return new(null, _probe);
    }

    private void EndProbe(long probe)
    {
        if (probe != 0 && probe == _probe)
        {
            _probe = 0;
        }
    }

    private HealthChange Open(long now)
    {
        _openedAt = now;
        return Become(RouteHealthState.Open, now);
    }

    private HealthChange Close(long now)
    {
        _window.Clear();
        return Become(RouteHealthState.Closed, now);
    }

    private HealthChange Become(RouteHealthState state, long now)
    {
        var before = _state;
        _state = state;
        _since = _time.GetUtcNow();
        _probe = state == RouteHealthState.HalfOpen ? _probe : 0;
        _onlyCounts = false;
        _isClosed = state == RouteHealthState.Closed;
        return new(Look(now), before);
    }

    private RouteHealth Look(long now)
    {
        var (samples, failures) = _window.Read(now);
        return new(_state, _since)
        {
            Samples = samples,
            FailureRatio = samples == 0 ? 0 : failures / (double)samples,
            LastFailure = _lastFailure is { } last
                ? new(_lastFailureAt, last.Failure, last.ErrorType ?? (last.Violations.Count > 0 ? string.Join("; ", last.Violations) : null))
                : null,
            NextProbe = _state switch
            {
                RouteHealthState.Open => After(_openedAt, now),
                RouteHealthState.HalfOpen => _probe == 0 ? _time.GetUtcNow() : After(_probedAt, now),
                _ => null,
            },
        };
    }

    private DateTimeOffset After(long start, long now) => _time.GetUtcNow() + _options.BreakDuration - _time.GetElapsedTime(start, now);

    private void Advance(long now)
    {
        if (_window.Advance(now))
        {
            Arm(_window.SliceDuration);
        }

        _onlyCounts = _isClosed;
    }

    // Timers know whole milliseconds, and round down.
    private void Arm(TimeSpan due) => _sliceEnd.Change(TimeSpan.FromMilliseconds(Math.Ceiling(due.TotalMilliseconds)), Timeout.InfiniteTimeSpan);

    private void Tell(HealthChange? change)
    {
        if (change is not null)
        {
            _changed(_route, change);
        }
    }
}
