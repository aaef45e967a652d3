using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using MlOps.Building;
using MlOps.Heuristics.Building;
using MlOps.Heuristics.Cooldowns;
using MlOps.Heuristics.Rules;

namespace MlOps;

/// <summary>Lets alerts through once in a while.</summary>
public static class CooldownExtensions
{
    internal static readonly RuleKind<CooldownOptions> Kind =
        new("cool-down", new CooldownOptionsValidator(), (section, options) => section.Bind(options, o => o.ErrorOnUnknownConfiguration = true));

    /// <summary>Adds a rule that lets one alert of a key through and withholds the others until a while has passed. A forgotten key is let through.</summary>
    /// <param name="builder">The model's builder.</param>
    /// <param name="name">What predictions, logs and metrics call the rule; one of a kind within the model.</param>
    /// <param name="when">Which answers are alerts; all others pass by.</param>
    /// <param name="key">What an alert is about, such as a host.</param>
    /// <param name="configure">Sets the rule's options.</param>
    /// <remarks>What it remembers is this host's: behind a load balancer each host counts for itself. It outlives reloads and swaps of models, and
    /// ends with the process. Time is measured by the monotonic clock: one that is set forward or back changes nothing.</remarks>
    public static IModelBuilder<TInput, TOutput> Cooldown<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput,
        TKey>(
        this IModelBuilder<TInput, TOutput> builder,
        string name,
        Func<TInput, TOutput, bool> when,
        Func<TInput, TOutput, TKey> key,
        Action<CooldownOptions>? configure = null)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(when);
        ArgumentNullException.ThrowIfNull(key);
        return builder.AddLayer(
            name, Kind, configure, (options, context) => new CooldownLayer<TInput, TOutput, TKey>(options, context, when, key), when, key);
    }
}
