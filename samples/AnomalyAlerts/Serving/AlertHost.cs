using AnomalyAlerts.Detection;
using AnomalyAlerts.Stream;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MlOps;
using MlOps.Building;

namespace AnomalyAlerts.Serving;

/// <summary>The host: the detector, and behind it the layers that stand between what it surfaces and a person's sleep.</summary>
internal static class AlertHost
{
    public const string Model = "spikes";

    public static IHost Build(string registryDirectory, TimeProvider time)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(time);
        builder.Services.AddModelRegistry(o => o.Author = "alerts-sample").UseSqlite(registryDirectory);
        builder.Services.AddModel<MetricPoint, Anomaly>(Model)
            .FromRegistry()
            .AddRuntime(_ => new SpikeRuntime())
            .ValidateInput(s => s.Column(p => p.Value).Finite())
            .AddAlertLayers()
            .ConfigureHeuristics(builder.Configuration.GetSection($"Models:{Model}:Heuristics"));
        return builder.Build();
    }

    // What each layer looks at. Its numbers, its owner and its reason stand in appsettings.json, where they change without a build.
    private static IModelBuilder<MetricPoint, Anomaly> AddAlertLayers(this IModelBuilder<MetricPoint, Anomaly> spikes) => spikes
        .DenyList("test hosts", key: (point, anomaly) => anomaly.IsSpike ? point.Host : null)
        .SuppressDuringMaintenance(
            "nightly back-up", when: (point, anomaly) => anomaly.IsSpike && point.Host.StartsWith("db-", StringComparison.Ordinal))
        .RequireHits("three minutes of five", when: IsSpike, key: Series)
        .SuppressDuplicates("still going on", when: IsSpike, key: Series)
        .Cooldown("one an hour for a host", when: IsSpike, key: (point, _) => point.Host)
        .AlertBudget("three an hour in all", when: IsSpike)
        .SuppressWhen(
            "quiet weekends", when: (point, anomaly) => anomaly.IsSpike && point.Time.DayOfWeek is (DayOfWeek.Saturday or DayOfWeek.Sunday));

    private static bool IsSpike(MetricPoint point, Anomaly anomaly) => anomaly.IsSpike;

    private static string Series(MetricPoint point, Anomaly anomaly) => SpikeDetector.KeyOf(point);
}
