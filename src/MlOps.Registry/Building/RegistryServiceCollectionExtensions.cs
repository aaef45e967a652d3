using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MlOps.Registry;
using MlOps.Registry.Building;
using MlOps.Registry.Caching;
using MlOps.Registry.Signing;
using MlOps.Registry.Stores;

namespace MlOps;

/// <summary>Adds the model registry to a host's services.</summary>
public static class RegistryServiceCollectionExtensions
{
    /// <summary>Adds <see cref="IModelRegistry"/> as a singleton; a store must be added to what this returns.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets the options, or null for the defaults. Calling this method again adds to them.</param>
    /// <returns>Takes the store: <c>services.AddModelRegistry().UseSqlite(directory: "models")</c>.</returns>
    public static IModelRegistryBuilder AddModelRegistry(this IServiceCollection services, Action<RegistryOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<RegistryOptions>()
            .Configure(configure ?? (_ => { }))
            .Validate(
                o => o.PollInterval >= TimeSpan.FromMilliseconds(1) && o.PollInterval <= TimeSpan.FromDays(1),
                "RegistryOptions.PollInterval is from 1 ms to a day.")
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RegistryOptions>, RegistryOptionsValidator>());
        services.TryAddSingleton(KeyringFactory.Create);
        services.AddOptions<KeyCheck>().Validate<Keyring>((_, _) => true).ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IModelRegistry>(Create);
        return new ModelRegistryBuilder(services);
    }

    private static ModelRegistry Create(IServiceProvider services) => new(
        services.GetService<IRegistryStore>() ?? throw NoStore("the records of versions and deployments"),
        services.GetService<IArtifactStore>() ?? throw NoStore("the bytes of models"),
        services.GetRequiredService<IOptions<RegistryOptions>>().Value,
        services.GetRequiredService<TimeProvider>(),
        services.GetService<ILoggerFactory>()?.CreateLogger("MlOps.Registry") ?? NullLogger.Instance,
        services.GetRequiredService<Keyring>(),
        services.GetService<RegistryCache>());

    private static MlOpsException NoStore(string what) => new(
        $"The model registry has no store for {what}. Add one where the registry is added: "
        + "services.AddModelRegistry().UseSqlite(directory: \"models\"), from the package MlOps.Registry.Sqlite.");
}
