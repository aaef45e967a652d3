using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Building;
using MlOps.Heuristics;

namespace MlOps;

/// <summary>Adds domain rules to a model. They run in the order in which they were added, each on the answer that the one before left.</summary>
public static class HeuristicExtensions
{
    /// <summary>Adds a rule that puts another answer in the place of some.</summary>
    /// <param name="builder">The model's builder.</param>
    /// <param name="name">What predictions, logs and metrics call the rule; one of a kind within the model.</param>
    /// <param name="when">Which answers it changes.</param>
    /// <param name="change">Makes the other answer: a new object, never the same one changed.</param>
    /// <param name="onFailure">What happens to the answer if the rule throws. Default: it stands.</param>
    public static IModelBuilder<TInput, TOutput> AddHeuristic<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        this IModelBuilder<TInput, TOutput> builder,
        string name,
        Func<TInput, TOutput, bool> when,
        Func<TInput, TOutput, TOutput> change,
        HeuristicFailureMode onFailure = HeuristicFailureMode.Skip)
    {
        ArgumentNullException.ThrowIfNull(when);
        ArgumentNullException.ThrowIfNull(change);
        return Add(builder, Named(name), _ => new ChangeHeuristic<TInput, TOutput>(name, when, change, onFailure));
    }

    /// <summary>Adds a rule of the host's own, made once with its dependencies from DI, which disposes it, unless it is registered itself.</summary>
    /// <typeparam name="THeuristic">The rule.</typeparam>
    /// <typeparam name="TInput">The row.</typeparam>
    /// <typeparam name="TOutput">The answer.</typeparam>
    public static IModelBuilder<TInput, TOutput> AddHeuristic<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THeuristic>(
        this IModelBuilder<TInput, TOutput> builder)
        where THeuristic : class, IHeuristic<TInput, TOutput>
    {
        ArgumentNullException.ThrowIfNull(builder);

        // Made by DI under a key of its own, so that DI also disposes it.
        var key = new object();
        builder.Services.AddKeyedSingleton<THeuristic>(key, (provider, _) => ActivatorUtilities.CreateInstance<THeuristic>(provider));
        return Add(builder, typeof(THeuristic).Name, provider => provider.GetService<THeuristic>() ?? provider.GetRequiredKeyedService<THeuristic>(key));
    }

    /// <summary>Adds a rule.</summary>
    public static IModelBuilder<TInput, TOutput> AddHeuristic<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        this IModelBuilder<TInput, TOutput> builder, IHeuristic<TInput, TOutput> heuristic)
    {
        ArgumentNullException.ThrowIfNull(heuristic);
        return Add(builder, heuristic.Name, _ => heuristic);
    }

    /// <summary>Adds a rule that withholds some answers; such a prediction ends as <see cref="PredictionOutcome.Suppressed"/>.</summary>
    /// <param name="builder">The model's builder.</param>
    /// <param name="name">What predictions, logs and metrics call the rule; one of a kind within the model.</param>
    /// <param name="when">Which answers it withholds.</param>
    /// <param name="onFailure">What happens to the answer if the rule throws. Default: it stands.</param>
    public static IModelBuilder<TInput, TOutput> SuppressWhen<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        this IModelBuilder<TInput, TOutput> builder,
        string name,
        Func<TInput, TOutput, bool> when,
        HeuristicFailureMode onFailure = HeuristicFailureMode.Skip)
    {
        ArgumentNullException.ThrowIfNull(when);
        return Add(builder, Named(name), _ => new SuppressHeuristic<TInput, TOutput>(name, when, onFailure));
    }

    private static string Named(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return name;
    }

    // The first rule puts the one stage in its place; the others join it.
    private static IModelBuilder<TInput, TOutput> Add<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        IModelBuilder<TInput, TOutput> builder, string name, Func<IServiceProvider, IHeuristic<TInput, TOutput>> create)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Properties.TryGetValue(typeof(HeuristicSet<TInput, TOutput>), out var known))
        {
            ((HeuristicSet<TInput, TOutput>)known).Add(name, create);
            return builder;
        }

        var set = new HeuristicSet<TInput, TOutput>(builder.Name);
        set.Add(name, create);
        builder.Properties[typeof(HeuristicSet<TInput, TOutput>)] = set;
        return builder.AddStage(StagePoint.Answer, "heuristics", set.Wrap);
    }
}
