using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Building;
using MlOps.Checks;
using MlOps.Runtimes;

namespace MlOps.Routing.Declaration;

/// <summary>Writes what is said about a model into its definition.</summary>
internal sealed class ModelBuilder<
    [DynamicallyAccessedMembers(RowMembers.All)] TInput,
    [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(ModelDefinition<TInput, TOutput> definition, IServiceCollection services)
    : IModelBuilder<TInput, TOutput>
{
    public string Name => definition.Name;

    public IServiceCollection Services => services;

    public IDictionary<object, object> Properties => definition.Properties;

    /// <summary>The definition behind a builder, for the words that this package adds to it.</summary>
    public static ModelDefinition<TInput, TOutput> DefinitionOf(IModelBuilder<TInput, TOutput> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder is ModelBuilder<TInput, TOutput> own
            ? own.Definition
            : throw new ArgumentException("This word works on the builder that AddModel returns.", nameof(builder));
    }

    public IModelBuilder<TInput, TOutput> AddRuntime(Func<IServiceProvider, IModelRuntime<TInput, TOutput>> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        definition.Runtimes.Add(create);
        return this;
    }

    public IModelBuilder<TInput, TOutput> CheckInput(Func<CheckContext, IRowCheck<TInput>> create)
    {
        definition.InputCheck.Set(create);
        return this;
    }

    public IModelBuilder<TInput, TOutput> CheckOutput(Func<CheckContext, IRowCheck<TOutput>> create)
    {
        definition.OutputCheck.Set(create);
        return this;
    }

    public IModelBuilder<TInput, TOutput> AddStage(
        StagePoint point,
        string name,
        Func<StageContext<TOutput>, IModel<TInput, TOutput>, IModel<TInput, TOutput>> wrap)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(wrap);
        definition.Stages.Add(new(point, name, wrap));
        return this;
    }

    private ModelDefinition<TInput, TOutput> Definition => definition;
}
