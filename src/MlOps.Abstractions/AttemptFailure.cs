using System.Text.Json.Serialization;

namespace MlOps;

/// <summary>What went wrong with a route.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AttemptFailure>))]
public enum AttemptFailure
{
    /// <summary>The model threw.</summary>
    Threw,

    /// <summary>The answer broke a hard rule of its schema, or was not a finite number.</summary>
    InvalidAnswer,

    /// <summary>The version's own schema refuses this input, so the version was not asked. Not a fault of the model.</summary>
    InputRefused,

    /// <summary>The model returned without an answer.</summary>
    NoAnswer,

    /// <summary>The plan names the version, and this host could not load it.</summary>
    NotLoaded,

    /// <summary>The route failed too often and was skipped, because another could be asked.</summary>
    Unhealthy,

    /// <summary>The route was set aside by hand and was not asked.</summary>
    SetAside,

    /// <summary>The call took longer than the route's timeout; its caller left it.</summary>
    TimedOut,

    /// <summary>As many of the route's workers as may be are stuck in calls that don't return, so it was not asked.</summary>
    Stuck,
}
