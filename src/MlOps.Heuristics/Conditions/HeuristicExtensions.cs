using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Building;
using MlOps.Heuristics.Building;
using MlOps.Heuristics.Conditions;
using MlOps.Heuristics.Rules;

namespace MlOps;

/// <summary>Adds domain rules to a model. They run in the order in which they were added, each on the answer that the one before left.</summary>
public static class HeuristicExtensions
{
    /// <summary>Adds a rule that puts another answer in the place of some.</summary>
    /// <param name="builder">The model's builder.</param>
    /// <param name="name">What predictions, logs and metrics call the rule; one of a kind within the model.</param>
    /// <param name="when">Which answers it changes.</param>
    /// <param name="change">Makes the other answer: a new object, never the same one changed.</param>
    /// <param name="configure">Sets the rule's options, or null.</param>
    public static IModelBuilder<TInput, TOutput> AddHeuristic<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        this IModelBuilder<TInput, TOutput> builder,
        string name,
        Func<TInput, TOutput, bool> when,
        Func<TInput, TOutput, TOutput> change,
        Action<HeuristicOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(when);
        ArgumentNullException.ThrowIfNull(change);
        return builder.AddLayer(
            name, ConditionKinds.Change, configure, (_, _) => new ChangeLayer<TInput, TOutput>(when, change, AnswerNumber.Of<TOutput>()), when, change);
    }

    /// <summary>
    /// Adds a rule of the host's own, made once with its dependencies from DI, which disposes it, unless it is registered itself. Within
    /// <see cref="AddHeuristics"/> its type alone says the same.
    /// </summary>
    /// <typeparam name="THeuristic">The rule.</typeparam>
    /// <typeparam name="TInput">The row.</typeparam>
    /// <typeparam name="TOutput">The answer.</typeparam>
    public static IModelBuilder<TInput, TOutput> AddHeuristic<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THeuristic>(
        this IModelBuilder<TInput, TOutput> builder, Action<HeuristicOptions>? configure = null)
        where THeuristic : class, IHeuristic<TInput, TOutput>
    {
        ArgumentNullException.ThrowIfNull(builder);

        // Made by DI under a key of its own, so that DI also disposes it.
        var key = new object();
        builder.Services.AddKeyedSingleton<THeuristic>(key, (provider, _) => ActivatorUtilities.CreateInstance<THeuristic>(provider));
        return builder.AddRule(new OwnDeclaration<TInput, TOutput>(
            typeof(THeuristic).Name,
            configure,
            AnswerNumber.Of<TOutput>(),
            provider => provider.GetService<THeuristic>() ?? provider.GetRequiredKeyedService<THeuristic>(key)));
    }

    /// <summary>Adds a rule of the host's own.</summary>
    public static IModelBuilder<TInput, TOutput> AddHeuristic<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        this IModelBuilder<TInput, TOutput> builder, IHeuristic<TInput, TOutput> heuristic, Action<HeuristicOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(heuristic);
        return builder.AddRule(new OwnDeclaration<TInput, TOutput>(heuristic.Name, configure, AnswerNumber.Of<TOutput>(), _ => heuristic));
    }

    /// <summary>Adds several rules of the host's own by their types, and says what holds for every rule of the model.</summary>
    public static IModelBuilder<TInput, TOutput> AddHeuristics<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        this IModelBuilder<TInput, TOutput> builder, Action<HeuristicsBuilder<TInput, TOutput>> add)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(add);
        add(new(builder));
        return builder;
    }

    /// <summary>Adds a rule that withholds some answers; such a prediction ends as <see cref="PredictionOutcome.Suppressed"/>.</summary>
    /// <param name="builder">The model's builder.</param>
    /// <param name="name">What predictions, logs and metrics call the rule; one of a kind within the model.</param>
    /// <param name="when">Which answers it withholds.</param>
    /// <param name="configure">Sets the rule's options, or null.</param>
    public static IModelBuilder<TInput, TOutput> SuppressWhen<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        this IModelBuilder<TInput, TOutput> builder, string name, Func<TInput, TOutput, bool> when, Action<HeuristicOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(when);
        return builder.AddLayer(name, ConditionKinds.Suppress, configure, (_, _) => new SuppressLayer<TInput, TOutput>(when), when);
    }
}
