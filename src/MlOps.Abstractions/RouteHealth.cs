namespace MlOps;

/// <summary>How one route does in one host, at one moment. A version has one health, whatever role a plan gives it.</summary>
/// <param name="State">Whether it is asked.</param>
/// <param name="Since">Since when that is so.</param>
public sealed record RouteHealth(RouteHealthState State, DateTimeOffset Since)
{
    /// <summary>How many calls came out within the sampling window. Refused inputs and cancelled calls are not among them.</summary>
    public long Samples { get; init; }

    /// <summary>The share of them that failed, from 0 to 1; 0 where there were none.</summary>
    public double FailureRatio { get; init; }

    /// <summary>The last failure, however long ago; null where there was none.</summary>
    public RouteFailure? LastFailure { get; init; }

    /// <summary>When a call may next try whether the route answers again; null where it is asked anyway, or set aside by hand.</summary>
    public DateTimeOffset? NextProbe { get; init; }

    /// <summary>One line: the state, and how many calls failed.</summary>
    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{State} since {Since:u}, {FailureRatio:0.#%} of {Samples} failed{(LastFailure is null ? "" : $", last {LastFailure}")}");
}
