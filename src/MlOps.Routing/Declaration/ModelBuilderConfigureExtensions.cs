using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Building;

namespace MlOps;

/// <summary>Configures a model.</summary>
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

    /// <summary>
    /// Binds the model's options to a section of the configuration; its keys are the properties of <see cref="ModelOptions"/>. A key that is
    /// none of them is a mistake that is told when the host starts.
    /// </summary>
    public static IModelBuilder<TInput, TOutput> Configure<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        this IModelBuilder<TInput, TOutput> builder, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(section);
        builder.Services.Configure<ModelOptions>(builder.Name, section, o => o.ErrorOnUnknownConfiguration = true);
        return builder;
    }
}
