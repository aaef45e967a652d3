using System.Text.Json.Serialization;

namespace MlOps;

/// <summary>What a judgement says. The later, the more it weighs when several become one.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<VerdictKind>))]
public enum VerdictKind
{
    /// <summary>It was judged, on enough data, and holds.</summary>
    Pass,

    /// <summary>It holds, and something beside it wants a look.</summary>
    Warn,

    /// <summary>It did not run, or there is no data or too little. It never counts as a pass, and nothing is promoted on it.</summary>
    Inconclusive,

    /// <summary>It was judged and doesn't hold.</summary>
    Fail,
}
