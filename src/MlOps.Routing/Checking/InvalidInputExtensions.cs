using System.Diagnostics.CodeAnalysis;
using MlOps.Building;
using MlOps.Routing.Checking;
using MlOps.Routing.Declaration;

namespace MlOps;

/// <summary>Says who answers for a row that breaks a hard rule.</summary>
public static class InvalidInputExtensions
{
    /// <summary>
    /// Answers rows that break a hard rule, instead of <see cref="PredictionOutcome.Rejected"/>. The prediction still carries every
    /// violation. Heuristics leave such an answer alone. A handler that throws, or whose answer is invalid itself, leaves the row rejected.
    /// </summary>
    /// <param name="builder">The model's builder.</param>
    /// <param name="name">What predictions and logs call the handler.</param>
    /// <param name="answer">Answers a row, knowing what is wrong with it; called by many threads at once.</param>
    public static IModelBuilder<TInput, TOutput> OnInvalidInput<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        this IModelBuilder<TInput, TOutput> builder, string name, Func<TInput, IReadOnlyList<Violation>, TOutput> answer)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(answer);
        ModelBuilder<TInput, TOutput>.DefinitionOf(builder).Of<InvalidInputHandler<TInput, TOutput>>().Set(name, answer);
        return builder;
    }
}
