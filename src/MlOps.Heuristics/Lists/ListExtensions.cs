using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using MlOps.Building;
using MlOps.Heuristics.Building;
using MlOps.Heuristics.Lists;
using MlOps.Heuristics.Rules;

namespace MlOps;

/// <summary>Lets answers out by lists of keys.</summary>
public static class ListExtensions
{
    internal static readonly RuleKind<ListOptions> DenyKind =
        new("deny list", new ListOptionsValidator(), (section, options) => section.Bind(options, o => o.ErrorOnUnknownConfiguration = true));

    internal static readonly RuleKind<ListOptions> AllowKind =
        new("allow list", new ListOptionsValidator(), (section, options) => section.Bind(options, o => o.ErrorOnUnknownConfiguration = true));

    /// <summary>Adds a rule that withholds or replaces the answers whose key is on a list.</summary>
    /// <param name="builder">The model's builder.</param>
    /// <param name="name">What predictions, logs and metrics call the rule; one of a kind within the model.</param>
    /// <param name="key">The key of a row or an answer; null is on no list.</param>
    /// <param name="configure">Sets the rule's options: what is on the list.</param>
    /// <param name="otherwise">The answer in the place of one on the list; null to withhold it.</param>
    public static IModelBuilder<TInput, TOutput> DenyList<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        this IModelBuilder<TInput, TOutput> builder,
        string name,
        Func<TInput, TOutput, string?> key,
        Action<ListOptions>? configure = null,
        Func<TInput, TOutput, TOutput>? otherwise = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        return builder.AddLayer(
            name, DenyKind, configure, (options, _) => new ListLayer<TInput, TOutput>(options, firesIfListed: true, key, otherwise), key, otherwise);
    }

    /// <summary>Adds a rule that withholds or replaces the answers whose key is not on a list.</summary>
    /// <param name="builder">The model's builder.</param>
    /// <param name="name">What predictions, logs and metrics call the rule; one of a kind within the model.</param>
    /// <param name="key">The key of a row or an answer; null is on no list.</param>
    /// <param name="configure">Sets the rule's options: what is on the list.</param>
    /// <param name="otherwise">The answer in the place of one that is not on the list; null to withhold it.</param>
    public static IModelBuilder<TInput, TOutput> AllowList<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        this IModelBuilder<TInput, TOutput> builder,
        string name,
        Func<TInput, TOutput, string?> key,
        Action<ListOptions>? configure = null,
        Func<TInput, TOutput, TOutput>? otherwise = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        return builder.AddLayer(
            name, AllowKind, configure, (options, _) => new ListLayer<TInput, TOutput>(options, firesIfListed: false, key, otherwise), key, otherwise);
    }
}
