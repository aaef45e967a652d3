using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MlOps.Registry.Caching;
using MlOps.Registry.Signing;

namespace MlOps;

/// <summary>Keeps copies of what a host serves on its own disk.</summary>
public static class RegistryCacheBuilderExtensions
{
    /// <summary>
    /// Keeps the last plan of each model that this host follows, the records that it names and the bytes that were opened for it, in a
    /// directory of this machine. When the store can't be reached, and only then, these copies stand in, verified again: so a host that
    /// starts meanwhile serves the same. Works over any store, in any order with it. Off unless this is called.
    /// </summary>
    /// <param name="builder">The registry.</param>
    /// <param name="directory">See <see cref="RegistryCacheOptions.Directory"/>.</param>
    public static IModelRegistryBuilder CacheLocally(this IModelRegistryBuilder builder, string directory)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        return builder.CacheLocally(o => o.Directory = directory);
    }

    /// <inheritdoc cref="CacheLocally(IModelRegistryBuilder, string)"/>
    /// <param name="builder">The registry.</param>
    /// <param name="configure">Sets the options. Calling this method again adds to them.</param>
    public static IModelRegistryBuilder CacheLocally(this IModelRegistryBuilder builder, Action<RegistryCacheOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var services = builder.Services;
        services.AddOptions<RegistryCacheOptions>()
            .Configure(configure)
            .Validate(
                o => string.IsNullOrWhiteSpace(o.Directory) || Path.IsPathFullyQualified(o.Directory),
                "RegistryCacheOptions.Directory depends on the current directory: give the full path.")
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RegistryCacheOptions>, RegistryCacheOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(Create);
        return builder;
    }

    private static RegistryCache Create(IServiceProvider services) => new(
        services.GetRequiredService<IOptions<RegistryCacheOptions>>().Value,
        services.GetRequiredService<Keyring>(),
        services.GetRequiredService<TimeProvider>(),
        services.GetService<ILoggerFactory>()?.CreateLogger("MlOps.Registry") ?? NullLogger.Instance);
}
