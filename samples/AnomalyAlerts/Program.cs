using AnomalyAlerts;
using AnomalyAlerts.Detection;
using AnomalyAlerts.Serving;
using AnomalyAlerts.Show;
using AnomalyAlerts.Stream;
using Microsoft.Extensions.DependencyInjection;
using MlOps;

var (options, mistake) = SampleOptions.Parse(args);
if (options is null)
{
    await Console.Error.WriteLineAsync(mistake);
    return 2;
}

if (options.Help)
{
    Console.WriteLine(SampleOptions.Usage);
    return 0;
}

Screen.Open();
var directory = Directory.CreateTempSubdirectory("anomaly-alerts-");
try
{
    var (stream, clock) = (new MetricStream(options.Seed), new StreamClock());
    using var host = AlertHost.Build(directory.FullName, clock);
    var registry = host.Services.GetRequiredService<IModelRegistry>();
    var version = await registry.RegisterAsync(AlertHost.Model, SpikeDetector.Learn(stream.Learning()).Save(), new()
    {
        Owner = "team-sre",
        Purpose = "surfaces spikes in the fleet's metrics",
    });
    await registry.DeployAsync(AlertHost.Model, DeploymentPlan.Live(version), replacing: null, because: new("learned from two weeks"));
    await host.StartAsync();

    var watch = await Watch.RunAsync(stream, host.Services.GetRequiredService<IPredictor<MetricPoint, Anomaly>>(), clock);

    var report = host.Services.GetRequiredService<HeuristicReports>().Of(AlertHost.Model);
    Screen.Show(LayerTable.Of(watch, report));
    Screen.Show(IncidentTable.Of(watch));
    foreach (var line in Timeline.Of(watch))
    {
        Screen.Say(line);
    }

    Screen.Say(Timeline.Legend);
    Screen.Say(
        $"{LayerTable.Number(watch.Values)} values, {LayerTable.Number(watch.Spikes.Count)} spikes surfaced, {watch.Alerts.Count} alerts: "
        + $"{MetricStream.Incidents.Count(i => watch.AlertsOf(i).Any())} of {MetricStream.Incidents.Count} incidents remained, {watch.FalseAlarms.Count()} false alarms.");
    await host.StopAsync();
    return 0;
}
finally
{
    directory.Delete(recursive: true);
}
