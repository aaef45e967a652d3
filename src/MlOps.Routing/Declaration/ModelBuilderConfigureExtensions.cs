using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Building;
using MlOps.Routing.Declaration;

namespace MlOps;

/// <summary>Configures a model, and says what a canary sticks to.</summary>
public static class ModelBuilderConfigureExtensions
{
    /// <summary>Sets the model's options.</summary>
    public static IModelBuilder<TInput, TOutput> Configure<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        this IModelBuilder<TInput, TOutput> builder, Action<ModelOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure(builder.Name, configure);
        return builder;
    }

    /// <summary>Binds the model's options to a section of the configuration; its keys are the properties of <see cref="ModelOptions"/>.</summary>
    public static IModelBuilder<TInput, TOutput> Configure<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        this IModelBuilder<TInput, TOutput> builder, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(section);
        builder.Services.Configure<ModelOptions>(builder.Name, section);
        return builder;
    }

    /// <summary>
    /// Says what a canary sticks to: the same key always meets the same version of one plan. A call's own
    /// <see cref="PredictionOptions.RoutingKey"/> wins; a null or empty key goes to live. Without this word the host carries out
    /// no plan that has a canary.
    /// </summary>
    public static IModelBuilder<TInput, TOutput> RouteBy<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        this IModelBuilder<TInput, TOutput> builder, Func<TInput, string?> key)
    {
        ModelBuilder<TInput, TOutput>.DefinitionOf(builder).RoutingKey.Set(key);
        return builder;
    }
}
