using System.Collections.Concurrent;

namespace MlOps.Routing.Health;

/// <summary>
/// The health of each version and function of one model. It outlives the plans: a version that comes back, or takes another role, is as
/// healthy as it was.
/// </summary>
internal sealed class HealthBook(CircuitBreakerOptions options, TimeProvider time, Action<Route, HealthChange> changed) : IDisposable
{
    // What was left behind by plans of long ago is forgotten, unless it was set aside by hand.
    private const int MaxForgotten = 100;

    private readonly ConcurrentDictionary<Route, RouteCircuit> _circuits = new();

    /// <summary>What is kept of a route goes by this: a version is the same version in every role.</summary>
    public static Route Key(Route route) => route.Version is null ? route : route with { Role = RouteRole.Live };

    /// <summary>The health of a route, made when first asked for.</summary>
    public RouteCircuit Of(Route route) => _circuits.GetOrAdd(Key(route), key => new(route, options, time, changed));

    /// <summary>Forgets routes that aren't in use, once there are many.</summary>
    public void Keep(IEnumerable<Route> used)
    {
        if (_circuits.Count <= MaxForgotten)
        {
            return;
        }

        var kept = used.Select(Key).ToHashSet();
        foreach (var (key, circuit) in _circuits)
        {
            if (!kept.Contains(key) && circuit.Look().State != RouteHealthState.Isolated && _circuits.TryRemove(key, out _))
            {
                circuit.Dispose();
            }
        }
    }

    public void Dispose()
    {
        foreach (var circuit in _circuits.Values)
        {
            circuit.Dispose();
        }
    }
}
