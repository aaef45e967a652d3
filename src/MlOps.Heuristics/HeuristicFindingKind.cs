using System.Text.Json.Serialization;

namespace MlOps;

/// <summary>Why someone should look at a rule.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HeuristicFindingKind>))]
public enum HeuristicFindingKind
{
    /// <summary>Its expiry date has come.</summary>
    Expired,

    /// <summary>It threw, or made an invalid answer.</summary>
    Fails,

    /// <summary>It ran often enough and did nothing.</summary>
    NeverFires,

    /// <summary>It ran often enough and did something every time.</summary>
    AlwaysFires,

    /// <summary>It often fires on the same answers as an earlier one. What that one withholds no later rule sees, so a pair of which the first withholds shows only in a dry run.</summary>
    Overlaps,

    /// <summary>It puts back what an earlier one changed.</summary>
    Undoes,
}
