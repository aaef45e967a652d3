using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using MlOps.Building;
using MlOps.Routing.Declaration;
using MlOps.Routing.Observing;
using MlOps.Routing.Serving;
using MlOps.Routing.Sources;

namespace MlOps;

/// <summary>Declares models.</summary>
public static class ModelServiceCollectionExtensions
{
    /// <summary>
    /// Declares a model. The app injects <see cref="IPredictor{TInput,TOutput}"/>: by its name as a keyed service, or without a key
    /// where only one model of the two types is declared.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="name">The model's name; see <see cref="ModelName.Rule"/>.</param>
    /// <param name="configure">Sets options, or null.</param>
    /// <typeparam name="TInput">The row.</typeparam>
    /// <typeparam name="TOutput">The answer.</typeparam>
    /// <exception cref="ArgumentException">The name breaks the rule, or is declared already.</exception>
    public static IModelBuilder<TInput, TOutput> AddModel<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        this IServiceCollection services,
        string name,
        Action<ModelOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ModelName.Checked(name, nameof(name));
        if (services.Any(d => d.ServiceType == typeof(ModelDefinition) && d.ImplementationInstance is ModelDefinition other && other.Name == name))
        {
            throw new ArgumentException($"Model '{name}' is declared already; give each model a name of its own.", nameof(name));
        }

        var definition = new ModelDefinition<TInput, TOutput>(name);
        services.AddSingleton<ModelDefinition>(definition);
        services.AddKeyedSingleton<ModelServer>(name, (provider, _) => new ModelServer<TInput, TOutput>(definition, provider));
        services.AddKeyedSingleton<IPredictor<TInput, TOutput>>(
            name,
            (provider, _) => new Predictor<TInput, TOutput>((ModelServer<TInput, TOutput>)provider.GetRequiredKeyedService<ModelServer>(name)));
        services.TryAddSingleton(OnlyPredictor.Resolve<TInput, TOutput>);

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ModelHost>();
        services.TryAddSingleton<IModelHost>(provider => provider.GetRequiredService<ModelHost>());
        services.TryAddSingleton<Telemetry>();
        services.TryAddSingleton(provider => new LoadThrottle(provider.GetRequiredService<TimeProvider>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ModelHostService>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ModelOptions>, ModelOptionsValidator>());
        // Validated by the model's server, which tells what is wrong with the options along with every other mistake.
        var options = services.AddOptions<ModelOptions>(name);
        if (configure is not null)
        {
            options.Configure(configure);
        }

        return new ModelBuilder<TInput, TOutput>(definition, services);
    }
}
