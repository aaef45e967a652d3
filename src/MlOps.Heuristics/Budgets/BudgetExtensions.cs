using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using MlOps.Building;
using MlOps.Heuristics.Budgets;
using MlOps.Heuristics.Building;
using MlOps.Heuristics.Rules;

namespace MlOps;

/// <summary>Limits how many alerts go out.</summary>
public static class BudgetExtensions
{
    internal static readonly RuleKind<BudgetOptions> Kind =
        new("alert budget", new BudgetOptionsValidator(), (section, options) => section.Bind(options, o => o.ErrorOnUnknownConfiguration = true));

    /// <summary>Adds a rule that lets at most so many alerts through in any span of a length, whatever they are about.</summary>
    /// <param name="builder">The model's builder.</param>
    /// <param name="name">What predictions, logs and metrics call the rule; one of a kind within the model.</param>
    /// <param name="when">Which answers are alerts; all others pass by.</param>
    /// <param name="configure">Sets the rule's options.</param>
    /// <remarks>What it remembers is this host's: behind a load balancer each host counts for itself. It outlives reloads and swaps of models, and
    /// ends with the process. Time is measured by the monotonic clock: one that is set forward or back changes nothing.</remarks>
    public static IModelBuilder<TInput, TOutput> AlertBudget<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        this IModelBuilder<TInput, TOutput> builder, string name, Func<TInput, TOutput, bool> when, Action<BudgetOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(when);
        return builder.AddLayer(name, Kind, configure, (options, context) => new BudgetLayer<TInput, TOutput>(options, context, when), when);
    }
}
