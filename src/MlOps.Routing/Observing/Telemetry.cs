using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MlOps.Routing.Observing;

/// <summary>The instruments of one host, shared by its models.</summary>
internal sealed class Telemetry : IDisposable
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "MlOps.Sdk";

    private readonly Meter _meter;
    private readonly bool _ownsMeter;
    private readonly TimeProvider _time;
    private readonly List<Func<ModelStatus>> _models = [];

    public Telemetry(IServiceProvider services)
    {
        var factory = services.GetService<IMeterFactory>();
        _ownsMeter = factory is null;
        _meter = factory?.Create(Name) ?? new Meter(Name);
        _time = services.GetRequiredService<TimeProvider>();
        Log = services.GetService<ILoggerFactory>()?.CreateLogger("MlOps.Routing") is { } log ? new QuietLogger(log) : NullLogger.Instance;
        Duration = _meter.CreateHistogram<double>("mlops.prediction.duration", "s", "How long predictions took.");
        Fallbacks = _meter.CreateCounter<long>("mlops.fallback.activations", "{attempt}", "Attempts that failed and made a prediction fall back.");
        Violations = _meter.CreateCounter<long>("mlops.validation.violations", "{violation}", "Rules that inputs and answers broke.");
        Heuristics = _meter.CreateCounter<long>("mlops.heuristic.activations", "{activation}", "Heuristics that changed or withheld an answer, or failed.");
        LoadDuration = _meter.CreateHistogram<double>("mlops.model.load.duration", "s", "How long loading and publishing a plan took.");
        HealthChanges = _meter.CreateCounter<long>("mlops.route.health.changes", "{change}", "Changes of a route's health.");
        CandidateRows = _meter.CreateCounter<long>("mlops.candidate.rows", "{row}", "What became of the rows by which shadows and canaries are compared with the live version.");
        _meter.CreateObservableGauge("mlops.route.health", Health, null, "Whether a route is asked: 0 for yes, 1 while single calls try it, 2 while it is skipped, 3 while it is set aside by hand, 4 while it is stuck.");
        _meter.CreateObservableGauge("mlops.deployment.number", Deployments, null, "The deployment that is wanted, and the one that serves.");
    }

    public ILogger Log { get; }

    public ActivitySource Activities { get; } = new(Name);

    public Histogram<double> Duration { get; }

    public Counter<long> Fallbacks { get; }

    public Counter<long> Violations { get; }

    public Counter<long> Heuristics { get; }

    public Histogram<double> LoadDuration { get; }

    public Counter<long> HealthChanges { get; }

    public Counter<long> CandidateRows { get; }

    /// <summary>The telemetry of one model.</summary>
    public ModelTelemetry For(string model, TimeSpan logInterval) => new(this, model, new LogThrottle(_time, logInterval));

    /// <summary>Shows a model in the gauge of deployments.</summary>
    public void Observe(Func<ModelStatus> status)
    {
        lock (_models)
        {
            _models.Add(status);
        }
    }

    /// <summary>The watch of the registry broke off.</summary>
    public void WatchFailed(Exception e, int failures)
    {
        if (failures is 1 || failures % 60 == 0)
        {
            Log.RegistryUnreachable(failures, e.Message, e);
        }
    }

    /// <summary>A model threw when it was disposed, after its last call.</summary>
    public void DisposalFailed(string version, Exception e) => Log.DisposalFailed(version, e);

    public void Dispose()
    {
        Activities.Dispose();
        if (_ownsMeter)
        {
            _meter.Dispose();
        }
    }

    private List<Measurement<int>> Health()
    {
        lock (_models)
        {
            return
            [
                .. _models
                    .SelectMany(m => m().Routes)
                    .Where(r => r.Health is not null)
                    .DistinctBy(r => (r.Route.Model, r.Route.Name))
                    .Select(r => new Measurement<int>(
                        Level(r), new KeyValuePair<string, object?>(Tags.Model, r.Route.Model), new(Tags.Version, r.Route.Name))),
            ];
        }
    }

    private static int Level(RouteStatus route) => route.Health!.State switch
    {
        RouteHealthState.Isolated => 3,
        _ when route.Workers is { IsStuck: true } => 4,
        RouteHealthState.Open => 2,
        RouteHealthState.HalfOpen => 1,
        _ => 0,
    };

    private List<Measurement<long>> Deployments()
    {
        lock (_models)
        {
            var measurements = new List<Measurement<long>>();
            foreach (var status in _models.Select(m => m()))
            {
                Add(measurements, status.Model, "wanted", status.Wanted);
                Add(measurements, status.Model, "serving", status.Serving);
            }

            return measurements;
        }
    }

    private static void Add(List<Measurement<long>> measurements, string model, string state, Deployment? deployment)
    {
        if (deployment is not null)
        {
            measurements.Add(new(deployment.Number, new KeyValuePair<string, object?>(Tags.Model, model), new(Tags.DeploymentState, state)));
        }
    }
}
