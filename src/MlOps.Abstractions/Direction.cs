using System.Text.Json.Serialization;

namespace MlOps;

/// <summary>Which way a metric is better.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Direction>))]
public enum Direction
{
    /// <summary>More is better: accuracy, AUC.</summary>
    Higher,

    /// <summary>Less is better: an error, a latency.</summary>
    Lower,
}
