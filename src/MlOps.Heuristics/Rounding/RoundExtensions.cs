using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Microsoft.Extensions.Configuration;
using MlOps.Building;
using MlOps.Heuristics.Building;
using MlOps.Heuristics.Rounding;
using MlOps.Heuristics.Rules;

namespace MlOps;

/// <summary>Rounds numbers of answers.</summary>
public static class RoundExtensions
{
    internal static readonly RuleKind<RoundOptions> RoundKind =
        new("round", new RoundOptionsValidator(), (section, options) => section.Bind(options, o => o.ErrorOnUnknownConfiguration = true));

    internal static readonly RuleKind<SnapOptions> SnapKind =
        new("snap", new SnapOptionsValidator(), (section, options) => section.Bind(options, o => o.ErrorOnUnknownConfiguration = true));

    /// <summary>Adds a rule that rounds a number to a multiple of a step.</summary>
    /// <param name="builder">The model's builder.</param>
    /// <param name="name">What predictions, logs and metrics call the rule; one of a kind within the model.</param>
    /// <param name="get">Reads the number.</param>
    /// <param name="set">Makes the answer with another number: a new object, never the same one changed.</param>
    /// <param name="configure">Sets the rule's options.</param>
    /// <remarks>NaN and infinities stay what they are.</remarks>
    public static IModelBuilder<TInput, TOutput> Round<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput,
        TValue>(
        this IModelBuilder<TInput, TOutput> builder,
        string name,
        Func<TOutput, TValue> get,
        Func<TOutput, TValue, TOutput> set,
        Action<RoundOptions>? configure = null)
        where TValue : struct, INumber<TValue>
    {
        ArgumentNullException.ThrowIfNull(get);
        ArgumentNullException.ThrowIfNull(set);
        return builder.AddLayer(name, RoundKind, configure, (options, _) => new RoundLayer<TInput, TOutput, TValue>(options, get, set), get, set);
    }

    /// <summary>Adds a rule that puts the nearest of some numbers in the place of a number; of two equally near ones the lower.</summary>
    /// <param name="builder">The model's builder.</param>
    /// <param name="name">What predictions, logs and metrics call the rule; one of a kind within the model.</param>
    /// <param name="get">Reads the number.</param>
    /// <param name="set">Makes the answer with another number: a new object, never the same one changed.</param>
    /// <param name="configure">Sets the rule's options.</param>
    /// <remarks>NaN stays what it is.</remarks>
    public static IModelBuilder<TInput, TOutput> SnapTo<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput,
        TValue>(
        this IModelBuilder<TInput, TOutput> builder,
        string name,
        Func<TOutput, TValue> get,
        Func<TOutput, TValue, TOutput> set,
        Action<SnapOptions>? configure = null)
        where TValue : struct, INumber<TValue>
    {
        ArgumentNullException.ThrowIfNull(get);
        ArgumentNullException.ThrowIfNull(set);
        return builder.AddLayer(name, SnapKind, configure, (options, _) => new SnapLayer<TInput, TOutput, TValue>(options, get, set), get, set);
    }
}
