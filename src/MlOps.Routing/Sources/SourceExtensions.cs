using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MlOps.Building;
using MlOps.Routing.Declaration;
using MlOps.Routing.Fallback;
using MlOps.Routing.Observing;
using MlOps.Routing.Sources;

namespace MlOps;

/// <summary>Says where a model comes from; a declaration has exactly one of these.</summary>
public static class SourceExtensions
{
    /// <summary>The registry's deployment says which versions serve, and the host follows it while it runs.</summary>
    public static IModelBuilder<TInput, TOutput> FromRegistry<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        this IModelBuilder<TInput, TOutput> builder)
    {
        var definition = ModelBuilder<TInput, TOutput>.DefinitionOf(builder);
        definition.Of<ModelSource<TInput, TOutput>>().Set(nameof(FromRegistry), services => new RegistrySource<TInput, TOutput>(
            definition.Name,
            services.GetService<IModelRegistry>(),
            Runtimes(definition, services),
            services.GetRequiredService<Telemetry>().DisposalFailed));
        return builder;
    }

    /// <summary>One file is the model.</summary>
    /// <param name="builder">The model's builder.</param>
    /// <param name="path">The file; a relative path starts at the host's content root, or without a host at the current directory.</param>
    /// <param name="configure">Sets options, or null.</param>
    public static IModelBuilder<TInput, TOutput> FromFile<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        this IModelBuilder<TInput, TOutput> builder, string path, Action<FileSourceOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var options = new FileSourceOptions();
        configure?.Invoke(options);
        var definition = ModelBuilder<TInput, TOutput>.DefinitionOf(builder);
        definition.Of<ModelSource<TInput, TOutput>>().Set(nameof(FromFile), services => new FileSource<TInput, TOutput>(
            definition.Name,
            Path.GetFullPath(path, services.GetService<IHostEnvironment>()?.ContentRootPath ?? Environment.CurrentDirectory),
            options,
            Runtimes(definition, services),
            services.GetRequiredService<Telemetry>().DisposalFailed));
        return builder;
    }

    /// <summary>A function is the model.</summary>
    /// <param name="builder">The model's builder.</param>
    /// <param name="predict">Answers one row; called by many threads at once.</param>
    public static IModelBuilder<TInput, TOutput> FromFunction<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        this IModelBuilder<TInput, TOutput> builder, Func<TInput, TOutput> predict)
    {
        ArgumentNullException.ThrowIfNull(predict);
        var definition = ModelBuilder<TInput, TOutput>.DefinitionOf(builder);
        definition.Of<ModelSource<TInput, TOutput>>().Set(nameof(FromFunction), _ => new CodeSource<TInput, TOutput>(
            definition.Name, "function", new FunctionModel<TInput, TOutput>(predict)));
        return builder;
    }

    /// <summary>A model of the host's own, made with its dependencies from DI unless it is registered itself.</summary>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <typeparam name="TInput">The row.</typeparam>
    /// <typeparam name="TOutput">The answer.</typeparam>
    public static IModelBuilder<TInput, TOutput> FromModel<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TModel>(
        this IModelBuilder<TInput, TOutput> builder)
        where TModel : class, IModel<TInput, TOutput>
    {
        var definition = ModelBuilder<TInput, TOutput>.DefinitionOf(builder);
        var service = ServiceOrOwn.Of<TModel>(builder.Services);
        definition.Of<ModelSource<TInput, TOutput>>().Set(
            nameof(FromModel), services => new CodeSource<TInput, TOutput>(definition.Name, typeof(TModel).Name, service(services)), isInterruptible: true);
        return builder;
    }

    private static RuntimeSet<TInput, TOutput> Runtimes<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        ModelDefinition<TInput, TOutput> definition, IServiceProvider services) => new([.. definition.Runtimes.Select(create => create(services))]);
}
