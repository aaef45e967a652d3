using System.Text.Json.Serialization;

namespace MlOps;

/// <summary>Why nobody could answer.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<UnavailableReason>))]
public enum UnavailableReason
{
    /// <summary>The prediction is not unavailable.</summary>
    None,

    /// <summary>The model is still loading, and the limit for waiting has passed. Where loading failed, the attempts say why instead.</summary>
    NotReady,

    /// <summary>The registry holds no deployment of this model.</summary>
    NoDeployment,

    /// <summary>Every route was asked and failed; the attempts say how.</summary>
    NoRouteLeft,

    /// <summary>The call asked for one version, and this host does not serve it.</summary>
    VersionNotServed,
}
