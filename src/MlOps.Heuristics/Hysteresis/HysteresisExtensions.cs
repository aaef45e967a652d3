using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using MlOps.Building;
using MlOps.Heuristics.Building;
using MlOps.Heuristics.Hysteresis;
using MlOps.Heuristics.Rules;

namespace MlOps;

/// <summary>Keeps answers from flapping.</summary>
public static class HysteresisExtensions
{
    internal static readonly RuleKind<HysteresisOptions> Kind =
        new("hysteresis", new HysteresisOptionsValidator(), (section, options) => section.Bind(options, o => o.ErrorOnUnknownConfiguration = true));

    /// <summary>
    /// Adds a rule that says whether an answer is on by two thresholds: on from one score on, off below a lower one, and between them what it
    /// was for this key. It changes the answers that say otherwise.
    /// </summary>
    /// <param name="builder">The model's builder.</param>
    /// <param name="name">What predictions, logs and metrics call the rule; one of a kind within the model.</param>
    /// <param name="key">What is watched, such as a host; each has a state of its own.</param>
    /// <param name="score">The score; NaN leaves the state alone.</param>
    /// <param name="isOn">What the answer says.</param>
    /// <param name="set">Makes the answer that says the other: a new object, never the same one changed.</param>
    /// <param name="configure">Sets the rule's options; both thresholds must be set.</param>
    /// <remarks>What it remembers is this host's: behind a load balancer each host has its own state. It outlives reloads and swaps of models, and
    /// ends with the process. A new or forgotten key is off.</remarks>
    public static IModelBuilder<TInput, TOutput> Hysteresis<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput,
        TKey>(
        this IModelBuilder<TInput, TOutput> builder,
        string name,
        Func<TInput, TOutput, TKey> key,
        Func<TOutput, double> score,
        Func<TOutput, bool> isOn,
        Func<TOutput, bool, TOutput> set,
        Action<HysteresisOptions>? configure = null)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(score);
        ArgumentNullException.ThrowIfNull(isOn);
        ArgumentNullException.ThrowIfNull(set);
        var words = new HysteresisWords<TInput, TOutput, TKey>(key, score, isOn, set);
        return builder.AddLayer(
            name, Kind, configure, (options, context) => new HysteresisLayer<TInput, TOutput, TKey>(options, context, words), key, score, isOn, set);
    }
}
