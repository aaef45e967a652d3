using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using MlOps.Routing.HealthChecks;

namespace MlOps;

/// <summary>Adds the host's models to its health checks.</summary>
public static class ModelHealthCheckExtensions
{
    /// <summary>
    /// Adds one check for all models of the host; the worst decides. A model is healthy while its live route answers; degraded where only
    /// fallbacks answer, or where what is wanted hasn't served whole for longer than <see cref="ModelHealthOptions.MaxDifference"/>;
    /// unhealthy where nothing answers. The result's data say of each model why, at most of a hundred, the worst first.
    /// </summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">What the check is called. Default: <c>models</c>.</param>
    /// <param name="failureStatus">What is reported where nothing answers. Default: <see cref="HealthStatus.Unhealthy"/>.</param>
    /// <param name="tags">The check's tags, such as <c>ready</c>; or null.</param>
    /// <param name="configure">Sets options, or null.</param>
    /// <remarks>It looks at what is known and asks neither a model nor the registry, so it may be called often. What it says holds no value of a row.</remarks>
    public static IHealthChecksBuilder AddModels(
        this IHealthChecksBuilder builder,
        string name = "models",
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null,
        Action<ModelHealthOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ModelHealthOptions>, ModelHealthOptionsValidator>());
        var options = builder.Services.AddOptions<ModelHealthOptions>(name).ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        return builder.Add(new HealthCheckRegistration(name, services => Create(services, name), failureStatus, tags));
    }

    private static ModelHealthCheck Create(IServiceProvider services, string name) => new(
        services.GetService<IModelHost>() ?? throw new InvalidOperationException("The health check of models has none to look at: declare one with AddModel, or leave AddModels out."),
        services.GetRequiredService<IOptionsMonitor<ModelHealthOptions>>().Get(name),
        services.GetRequiredService<TimeProvider>());
}
