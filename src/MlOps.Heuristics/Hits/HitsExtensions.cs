using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using MlOps.Building;
using MlOps.Heuristics.Building;
using MlOps.Heuristics.Hits;
using MlOps.Heuristics.Rules;

namespace MlOps;

/// <summary>Lets alerts through that last.</summary>
public static class HitsExtensions
{
    internal static readonly RuleKind<HitsOptions> Kind =
        new("hits", new HitsOptionsValidator(), (section, options) => section.Bind(options, o => o.ErrorOnUnknownConfiguration = true));

    /// <summary>Adds a rule that withholds an alert unless k of the last n answers of its key, this one included, were alerts. A new or forgotten key starts without hits.</summary>
    /// <param name="builder">The model's builder.</param>
    /// <param name="name">What predictions, logs and metrics call the rule; one of a kind within the model.</param>
    /// <param name="when">Which answers are alerts; all others pass by, and count as none.</param>
    /// <param name="key">What an alert is about, such as a host.</param>
    /// <param name="configure">Sets the rule's options.</param>
    /// <remarks>What it remembers is this host's: behind a load balancer each host counts for itself. It outlives reloads and swaps of models, and
    /// ends with the process. It counts answers and no time.</remarks>
    public static IModelBuilder<TInput, TOutput> RequireHits<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput,
        TKey>(
        this IModelBuilder<TInput, TOutput> builder,
        string name,
        Func<TInput, TOutput, bool> when,
        Func<TInput, TOutput, TKey> key,
        Action<HitsOptions>? configure = null)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(when);
        ArgumentNullException.ThrowIfNull(key);
        return builder.AddLayer(
            name, Kind, configure, (options, context) => new HitsLayer<TInput, TOutput, TKey>(options, context, when, key), when, key);
    }
}
