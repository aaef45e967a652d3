using System.Text.Json.Serialization;

namespace MlOps;

/// <summary>What a heuristic did to an answer.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HeuristicEffect>))]
public enum HeuristicEffect
{
    /// <summary>Nothing.</summary>
    Kept,

    /// <summary>Put another answer in its place.</summary>
    Changed,

    /// <summary>Withheld it.</summary>
    Suppressed,

    /// <summary>The rule threw, or its answer broke the answer's own rules; the answer before it stands.</summary>
    Failed,

    /// <summary>Nothing, for it runs dry: it would have put another answer in its place.</summary>
    WouldChange,

    /// <summary>Nothing, for it runs dry: it would have withheld it.</summary>
    WouldSuppress,
}
