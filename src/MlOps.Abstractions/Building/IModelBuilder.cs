using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Checks;
using MlOps.Runtimes;

namespace MlOps.Building;

/// <summary>Declares one model; every package adds its words to it as extension methods.</summary>
/// <typeparam name="TInput">The row; its public properties and fields are its columns.</typeparam>
/// <typeparam name="TOutput">The answer; likewise.</typeparam>
/// <remarks>
/// Adding something that can stand only once a second time is a mistake that is told with all others when the host starts.
/// Stages take their place by what they are, not by the order in which they were added.
/// </remarks>
public interface IModelBuilder<
    [DynamicallyAccessedMembers(RowMembers.All)] TInput,
    [DynamicallyAccessedMembers(RowMembers.All)] TOutput>
{
    /// <summary>The model's name, which is also its key among the services.</summary>
    string Name { get; }

    /// <summary>The host's services.</summary>
    IServiceCollection Services { get; }

    /// <summary>What a package remembers about this model while it is declared.</summary>
    IDictionary<object, object> Properties { get; }

    /// <summary>Adds a runtime; versions in its format are loaded by it. One for each format.</summary>
    IModelBuilder<TInput, TOutput> AddRuntime(Func<IServiceProvider, IModelRuntime<TInput, TOutput>> create);

    /// <summary>
    /// Sets the check of what goes in. Made anew for each version when a plan is published; a <see cref="ModelLoadException"/> while making
    /// it concerns that version alone, a <see cref="ModelConfigurationException"/> the declaration.
    /// </summary>
    IModelBuilder<TInput, TOutput> CheckInput(Func<CheckContext, IRowCheck<TInput>> create);

    /// <summary>Sets the check of what comes out, of versions and functions alike.</summary>
    IModelBuilder<TInput, TOutput> CheckOutput(Func<CheckContext, IRowCheck<TOutput>> create);

    /// <summary>Adds a stage around the model at a named point. Stages of one point wrap each other, the first added outermost.</summary>
    /// <param name="point">Where it stands.</param>
    /// <param name="name">What the log calls it.</param>
    /// <param name="wrap">Wraps the stage around the model it is given; called anew for each plan that is published.</param>
    IModelBuilder<TInput, TOutput> AddStage(
        StagePoint point,
        string name,
        Func<StageContext<TOutput>, IModel<TInput, TOutput>, IModel<TInput, TOutput>> wrap);
}
