using System.Diagnostics;

namespace MlOps.Routing.Observing;

/// <summary>Measures and traces one prediction.</summary>
internal readonly struct PredictionSpan(Telemetry host, string model, Activity? activity, long started) : IDisposable
{
    public void Finish<TOutput>(Prediction<TOutput> prediction)
    {
        var self = this;
        Quietly.Do(() => self.Record(prediction));
    }

    public void Dispose()
    {
        var started = activity;
        Quietly.Do(() => started?.Dispose());
    }

    private void Record<TOutput>(in Prediction<TOutput> prediction)
    {
        var outcome = prediction.Outcome.ToString();
        if (started != 0)
        {
            host.Duration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, new TagList
            {
                { Tags.Model, model },
                { Tags.Version, prediction.Route?.Name },
                { Tags.Outcome, outcome },
            });
        }

        if (activity is not null)
        {
            activity.SetTag(Tags.Model, model).SetTag(Tags.Version, prediction.Route?.Name).SetTag(Tags.Outcome, outcome);
            if (prediction.Outcome == PredictionOutcome.Unavailable)
            {
                activity.SetStatus(ActivityStatusCode.Error, prediction.Reason.ToString());
            }
        }
    }
}
