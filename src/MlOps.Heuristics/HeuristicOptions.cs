using System.ComponentModel.DataAnnotations;

namespace MlOps;

/// <summary>What every rule can be told, whatever it does: in code, or by its name in a section of the configuration.</summary>
public class HeuristicOptions
{
    /// <summary>Whether the rule is in force. One that isn't doesn't run at all, and keeps what it remembers. Default: true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// Whether the rule only records what it would have done and leaves the answer alone. What a built-in rule remembers in a dry run, such as
    /// when it last let an alert through, is kept apart: nothing that counts is used up. Default: false.
    /// </summary>
    public bool DryRun { get; set; }

    /// <summary>Who answers for the rule, for people. Default: null.</summary>
    [StringLength(200)]
    public string? Owner { get; set; }

    /// <summary>Why the rule is there, for people. Default: null.</summary>
    [StringLength(2000)]
    public string? Reason { get; set; }

    /// <summary>When someone should have looked whether the rule is still needed. It runs on after that, and is reported. Default: null, never.</summary>
    public DateTimeOffset? Expires { get; set; }

    /// <summary>What happens to the answer when the rule fails. Default: null, what the rule says itself; a built-in one lets the answer stand.</summary>
    public HeuristicFailureMode? OnFailure { get; set; }

    /// <summary>
    /// Whether a prediction on which the rule fired holds the answer before and after it, in <see cref="FiredHeuristic.Before"/> and
    /// <see cref="FiredHeuristic.After"/>. A withheld answer is then in there, too. Default: false.
    /// </summary>
    public bool RecordAnswers { get; set; }
}
