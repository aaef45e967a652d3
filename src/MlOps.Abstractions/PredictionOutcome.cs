using System.Text.Json.Serialization;

namespace MlOps;

/// <summary>How a prediction ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PredictionOutcome>))]
public enum PredictionOutcome
{
    /// <summary>Nothing happened yet: the default, and a batch's rows that a cancellation kept from being asked.</summary>
    None,

    /// <summary>There is a value.</summary>
    Answered,

    /// <summary>A domain rule withheld the answer.</summary>
    Suppressed,

    /// <summary>The input broke a hard rule: the caller's fault, a web API's 400.</summary>
    Rejected,

    /// <summary>Nobody could answer: our fault, a web API's 503.</summary>
    Unavailable,
}
