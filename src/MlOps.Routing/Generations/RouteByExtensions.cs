using System.Diagnostics.CodeAnalysis;
using MlOps.Building;
using MlOps.Routing.Declaration;
using MlOps.Routing.Generations;

namespace MlOps;

/// <summary>Says what a canary sticks to.</summary>
public static class RouteByExtensions
{
    /// <summary>
    /// Says what a canary sticks to: the same key always meets the same version of one plan. A call's own
    /// <see cref="PredictionOptions.RoutingKey"/> wins; a null or empty key goes to live, and is counted. Without this word, or
    /// <see cref="RouteAtRandom"/>, the host carries out no plan that has a canary.
    /// </summary>
    /// <remarks>Only a registry has plans. Beside a file, a function or a model of the host's it does nothing.</remarks>
    /// <param name="builder">The model's builder.</param>
    /// <param name="key">Takes the key from a row; <c>row => null</c> where every call brings its own.</param>
    /// <typeparam name="TInput">The row.</typeparam>
    /// <typeparam name="TOutput">The answer.</typeparam>
    public static IModelBuilder<TInput, TOutput> RouteBy<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        this IModelBuilder<TInput, TOutput> builder, Func<TInput, string?> key)
    {
        ModelBuilder<TInput, TOutput>.DefinitionOf(builder).Of<RoutingKey<TInput>>().Set(key);
        return builder;
    }

    /// <summary>
    /// A canary takes its share of the calls at random: nobody sticks to a version. A call's own
    /// <see cref="PredictionOptions.RoutingKey"/> sticks all the same.
    /// </summary>
    /// <param name="builder">The model's builder.</param>
    /// <typeparam name="TInput">The row.</typeparam>
    /// <typeparam name="TOutput">The answer.</typeparam>
    public static IModelBuilder<TInput, TOutput> RouteAtRandom<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        this IModelBuilder<TInput, TOutput> builder)
    {
        ModelBuilder<TInput, TOutput>.DefinitionOf(builder).Of<RoutingKey<TInput>>().SetRandom();
        return builder;
    }
}
