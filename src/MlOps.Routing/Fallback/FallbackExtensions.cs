using System.Diagnostics.CodeAnalysis;
using MlOps.Building;
using MlOps.Routing.Declaration;
using MlOps.Routing.Fallback;

namespace MlOps;

/// <summary>Says who answers when no version of a plan can.</summary>
public static class FallbackExtensions
{
    /// <summary>Adds a function that answers when no version could, nor a function added before it. Its answers are checked like a model's.</summary>
    /// <param name="builder">The model's builder.</param>
    /// <param name="name">What predictions, logs and metrics call it; one of a kind within the model.</param>
    /// <param name="answer">Answers one row; called by many threads at once.</param>
    public static IModelBuilder<TInput, TOutput> FallBackTo<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        this IModelBuilder<TInput, TOutput> builder, string name, Func<TInput, TOutput> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return Add(builder, name, _ => new FunctionModel<TInput, TOutput>(answer));
    }

    /// <summary>Adds a model from the host's services that answers when no version could, nor a function added before it.</summary>
    /// <inheritdoc cref="FallBackTo{TInput,TOutput}(IModelBuilder{TInput,TOutput}, string, Func{TInput,TOutput})"/>
    /// <typeparam name="TModel">Made once, with its dependencies from DI, unless it is registered itself. DI disposes it.</typeparam>
    /// <typeparam name="TInput">The row.</typeparam>
    /// <typeparam name="TOutput">The answer.</typeparam>
    public static IModelBuilder<TInput, TOutput> FallBackTo<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TModel>(
        this IModelBuilder<TInput, TOutput> builder, string name)
        where TModel : class, IModel<TInput, TOutput>
    {
        ArgumentNullException.ThrowIfNull(builder);
        return Add(builder, name, ServiceOrOwn.Of<TModel>(builder.Services));
    }

    private static IModelBuilder<TInput, TOutput> Add<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        IModelBuilder<TInput, TOutput> builder, string name, Func<IServiceProvider, IModel<TInput, TOutput>> create)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ModelBuilder<TInput, TOutput>.DefinitionOf(builder).Of<FallbackFunctions<TInput, TOutput>>().All.Add(new(name, create));
        return builder;
    }
}
