using System.Diagnostics;

namespace MlOps.Routing.Observing;

/// <summary>Measures and traces one prediction.</summary>
internal readonly struct PredictionSpan(Telemetry host, string model, Activity? activity, long started) : IDisposable
{
    /// <param name="prediction">What came out.</param>
    /// <param name="heuristics">The digest of the rules in force as it ended; null where there are none.</param>
    public void Finish<TOutput>(Prediction<TOutput> prediction, string? heuristics)
    {
        var self = this;
        Quietly.Do(() => self.Record(prediction, heuristics));
    }

    public void Dispose()
    {
        var started = activity;
        Quietly.Do(() => started?.Dispose());
    }

    private void Record<TOutput>(in Prediction<TOutput> prediction, string? heuristics)
    {
        var outcome = prediction.Outcome.ToString();
        if (started != 0)
        {
            var tags = new TagList { { Tags.Model, model }, { Tags.Version, prediction.Route?.Name }, { Tags.Outcome, outcome } };
            if (heuristics is not null)
            {
                tags.Add(Tags.Heuristics, heuristics);
            }

            host.Duration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, tags);
        }

        if (activity is not null)
        {
            activity.SetTag(Tags.Model, model).SetTag(Tags.Version, prediction.Route?.Name).SetTag(Tags.Outcome, outcome);
            activity.SetTag(Tags.Heuristics, heuristics);
            if (prediction.Outcome == PredictionOutcome.Unavailable)
            {
                activity.SetStatus(ActivityStatusCode.Error, prediction.Reason.ToString());
            }
        }
    }
}
