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
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(time);
        builder.Services.AddModelRegistry(o => o.Author = "alerts-sample").UseSqlite(registryDirectory);
        builder.Services.AddModel<MetricPoint, Anomaly>(Model)
            .FromRegistry()
            .AddRuntime(_ => new SpikeRuntime())
            .ValidateInput(s => s.Column(p => p.Value).Finite())
            .AddAlertLayers();
        return builder.Build();
    }

    private static void AddAlertLayers(this IModelBuilder<MetricPoint, Anomaly> spikes) => spikes
        .DenyList(
            "test hosts",
            key: (point, anomaly) => anomaly.IsSpike ? point.Host : null,
            o =>
            {
                o.Values.Add("test-1");
                (o.Owner, o.Reason) = ("team-web", "load tests are meant to be spikes");
            })
        .SuppressDuringMaintenance(
            "nightly back-up",
            when: (point, anomaly) => anomaly.IsSpike && point.Host.StartsWith("db-", StringComparison.Ordinal),
            o =>
            {
                o.Weekly.Add(new() { From = new(2, 0), To = new(2, 30) });
                (o.Owner, o.Reason) = ("team-data", "dumps keep the databases busy from 02:00 UTC");
            })
        .RequireHits(
            "three minutes of five",
            when: IsSpike,
            key: Series,
            o =>
            {
                (o.Required, o.OutOf) = (3, 5);
                (o.Owner, o.Reason) = ("team-sre", "a single minute is noise");
            })
        .SuppressDuplicates(
            "still going on",
            when: IsSpike,
            key: Series,
            o =>
            {
                o.Window = TimeSpan.FromMinutes(15);
                (o.Owner, o.Reason) = ("team-sre", "whoever was told knows");
            })
        .Cooldown(
            "one an hour for a host",
            when: IsSpike,
            key: (point, _) => point.Host,
            o =>
            {
                o.Duration = TimeSpan.FromHours(1);
                (o.Owner, o.Reason) = ("team-sre", "one cause lifts several metrics");
            })
        .AlertBudget(
            "three an hour in all",
            when: IsSpike,
            o =>
            {
                o.Maximum = 3;
                (o.Owner, o.Reason) = ("team-sre", "a fleet that fails together is one call");
            })
        .SuppressWhen(
            "quiet weekends",
            when: (point, anomaly) => anomaly.IsSpike && point.Time.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday,
            o =>
            {
                o.DryRun = true;
                (o.Owner, o.Reason) = ("team-sre", "proposed; what would it cost?");
            });

    private static bool IsSpike(MetricPoint point, Anomaly anomaly) => anomaly.IsSpike;

    private static string Series(MetricPoint point, Anomaly anomaly) => SpikeDetector.KeyOf(point);
}
