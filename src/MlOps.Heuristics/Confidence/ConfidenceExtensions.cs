using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using MlOps.Building;
using MlOps.Heuristics.Building;
using MlOps.Heuristics.Confidence;
using MlOps.Heuristics.Rules;

namespace MlOps;

/// <summary>Lets a model abstain.</summary>
public static class ConfidenceExtensions
{
    internal static readonly RuleKind<ConfidenceOptions> Kind =
        new("minimum confidence", new ConfidenceOptionsValidator(), (section, options) => section.Bind(options, o => o.ErrorOnUnknownConfiguration = true));

    /// <summary>Adds a rule that puts an answer of abstention in the place of those that the model isn't sure enough of.</summary>
    /// <param name="builder">The model's builder.</param>
    /// <param name="name">What predictions, logs and metrics call the rule; one of a kind within the model.</param>
    /// <param name="confidence">How sure the model is; NaN is not sure enough.</param>
    /// <param name="abstain">The answer instead: a new object, never the same one changed.</param>
    /// <param name="configure">Sets the rule's options: the least confidence.</param>
    public static IModelBuilder<TInput, TOutput> RequireConfidence<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        this IModelBuilder<TInput, TOutput> builder,
        string name,
        Func<TOutput, double> confidence,
        Func<TInput, TOutput, TOutput> abstain,
        Action<ConfidenceOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(confidence);
        ArgumentNullException.ThrowIfNull(abstain);
        return builder.AddLayer(
            name, Kind, configure, (options, _) => new ConfidenceLayer<TInput, TOutput>(options, confidence, abstain), confidence, abstain);
    }
}
