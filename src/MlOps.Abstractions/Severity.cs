using System.Text.Json.Serialization;

namespace MlOps;

/// <summary>How much a broken rule matters.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Severity>))]
public enum Severity
{
    /// <summary>The model is asked; the prediction carries the violation.</summary>
    Soft,

    /// <summary>No model is asked, or no answer given.</summary>
    Hard,

    /// <summary>A distribution moved. It belongs to windows of rows and never blocks one.</summary>
    Drift,
}
