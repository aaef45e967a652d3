using System.Text.Json.Serialization;

namespace MlOps;

/// <summary>What happens to the answer when a heuristic itself fails.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HeuristicFailureMode>))]
public enum HeuristicFailureMode
{
    /// <summary>The answer stands as if the rule weren't there.</summary>
    Skip,

    /// <summary>The answer is withheld: for rules without which an answer may not go out.</summary>
    Suppress,
}
