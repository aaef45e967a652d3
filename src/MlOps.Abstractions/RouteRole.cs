using System.Text.Json.Serialization;

namespace MlOps;

/// <summary>What a route is for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RouteRole>))]
public enum RouteRole
{
    /// <summary>Takes the traffic.</summary>
    Live,

    /// <summary>Takes a share of the traffic on trial.</summary>
    Canary,

    /// <summary>Sees a copy of the traffic and answers nobody.</summary>
    Shadow,

    /// <summary>A version of the plan that answers when those before it can't.</summary>
    FallbackVersion,

    /// <summary>A function of the host that answers when no version can.</summary>
    FallbackFunction,

    /// <summary>The host's own answer to an input that broke a hard rule.</summary>
    InvalidInputHandler,

    /// <summary>Another declared model of the host, which answers when no version can.</summary>
    FallbackModel,
}
