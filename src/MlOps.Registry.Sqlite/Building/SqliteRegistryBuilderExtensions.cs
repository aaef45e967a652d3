using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using MlOps.Registry.Sqlite;
using MlOps.Registry.Sqlite.Files;
using MlOps.Registry.Sqlite.Metadata;
using MlOps.Registry.Stores;

namespace MlOps;

/// <summary>Keeps the registry in a directory of this machine.</summary>
public static class SqliteRegistryBuilderExtensions
{
    /// <summary>
    /// Keeps the registry in a directory: records in SQLite (<c>registry.db</c>), bytes in files named by their SHA-256
    /// (<c>artifacts</c>). Any number of processes on the machine may use it at once. It replaces a store that was added before.
    /// </summary>
    /// <param name="builder">The registry.</param>
    /// <param name="directory">See <see cref="SqliteRegistryOptions.Directory"/>; made when it is first used.</param>
    public static IModelRegistryBuilder UseSqlite(this IModelRegistryBuilder builder, string directory)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        return builder.UseSqlite(o => o.Directory = directory);
    }

    /// <inheritdoc cref="UseSqlite(IModelRegistryBuilder, string)"/>
    /// <param name="builder">The registry.</param>
    /// <param name="configure">Sets the options.</param>
    public static IModelRegistryBuilder UseSqlite(this IModelRegistryBuilder builder, Action<SqliteRegistryOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var services = builder.Services;
        services.AddOptions<SqliteRegistryOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SqliteRegistryOptions>, SqliteRegistryOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new RegistryDirectory(
            provider.GetRequiredService<IOptions<SqliteRegistryOptions>>().Value,
            provider.GetService<IHostEnvironment>()?.ContentRootPath,
            provider.GetService<IDisk>()));
        services.TryAddSingleton<SqliteDatabase>();
        services.Replace(ServiceDescriptor.Singleton<IRegistryStore, SqliteRegistryStore>());
        services.Replace(ServiceDescriptor.Singleton<IArtifactStore, FileArtifactStore>());
        return builder;
    }
}
