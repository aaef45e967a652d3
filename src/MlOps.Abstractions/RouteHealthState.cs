using System.Text.Json.Serialization;

namespace MlOps;

/// <summary>Whether a route is asked.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RouteHealthState>))]
public enum RouteHealthState
{
    /// <summary>It is asked.</summary>
    Closed,

    /// <summary>It failed too often and is skipped while another route can be asked.</summary>
    Open,

    /// <summary>It failed too often, its break is over, and single calls try whether it answers again.</summary>
    HalfOpen,

    /// <summary>It was set aside by hand and is not asked until somebody restores it.</summary>
    Isolated,
}
