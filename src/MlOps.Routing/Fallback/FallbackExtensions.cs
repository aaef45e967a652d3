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
        return Add<TInput, TOutput>(builder, new(name, RouteRole.FallbackFunction, IsInterruptible: false, _ => new FunctionModel<TInput, TOutput>(answer)));
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
        return Add<TInput, TOutput>(builder, new(name, RouteRole.FallbackFunction, IsInterruptible: true, ServiceOrOwn.Of<TModel>(builder.Services)));
    }

    /// <summary>Adds another declared model that answers when no version of this one could, nor what was added before it.</summary>
    /// <param name="builder">The model's builder.</param>
    /// <param name="name">The name of a model of the same types. The declarations may stand in any order; a circle of models is refused at start.</param>
    /// <typeparam name="TInput">The row.</typeparam>
    /// <typeparam name="TOutput">The answer.</typeparam>
    /// <remarks>
    /// The row goes through the whole life of a prediction of that model: its own checks, fallbacks, domain rules and health. What failed on
    /// the way is among the attempts. A row that it rejects is no failure of it.
    /// </remarks>
    public static IModelBuilder<TInput, TOutput> FallBackToModel<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        this IModelBuilder<TInput, TOutput> builder, string name)
    {
        ModelName.Checked(name, nameof(name));
        var definition = ModelBuilder<TInput, TOutput>.DefinitionOf(builder);
        definition.FallsBackTo.Add(name);
        var route = new Route(definition.Name, null, name, RouteRole.FallbackModel);
        return Add<TInput, TOutput>(builder, new(name, route.Role, IsInterruptible: true, services => new OtherModel<TInput, TOutput>(route, services)));
    }

    private static IModelBuilder<TInput, TOutput> Add<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        IModelBuilder<TInput, TOutput> builder, FallbackFunction<TInput, TOutput> fallback)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(fallback.Name, "name");
        ModelBuilder<TInput, TOutput>.DefinitionOf(builder).Of<FallbackFunctions<TInput, TOutput>>().All.Add(fallback);
        return builder;
    }
}
