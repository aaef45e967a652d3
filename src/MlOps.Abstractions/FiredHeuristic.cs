using System.Text.Json.Serialization;

namespace MlOps;

/// <summary>A heuristic that did something to a prediction.</summary>
/// <param name="Name">The rule's name.</param>
/// <param name="Effect">What it did.</param>
/// <param name="Because">Why, for people; null where it didn't say.</param>
public sealed record FiredHeuristic(string Name, HeuristicEffect Effect, string? Because = null)
{
    /// <summary>Whether the rule failed: it threw, or made an invalid answer. Its effect then says what came of that. It stays out of JSON.</summary>
    [JsonIgnore]
    public bool HasFailed
    {
        get => field || Effect == HeuristicEffect.Failed || Exception is not null;
        init;
    }

    /// <summary>What the rule threw, where it failed. It stays out of JSON.</summary>
    [JsonIgnore]
    public Exception? Exception { get; init; }

    /// <summary>The answer before the rule, where the host asked for it to be recorded; else null. It stays out of JSON.</summary>
    [JsonIgnore]
    public object? Before { get; init; }

    /// <summary>
    /// The answer that the rule made, or would have made, where the host asked for it to be recorded; null where it made none. It stays out
    /// of JSON.
    /// </summary>
    [JsonIgnore]
    public object? After { get; init; }

    /// <summary>One line: <c>minors earn under 50K changed</c>.</summary>
    public override string ToString()
    {
        var because = Because is null ? "" : $" ({Because})";
        return $"{Name} {Effect switch
        {
            HeuristicEffect.Changed => "changed",
            HeuristicEffect.Suppressed => "suppressed",
            HeuristicEffect.Failed => "failed",
            HeuristicEffect.WouldChange => "would change",
            HeuristicEffect.WouldSuppress => "would suppress",
            _ => "kept",
        }}{because}";
    }
}
