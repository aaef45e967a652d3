using System.Text.Json;
using AnomalyAlerts.Stream;
using MlOps;

namespace AnomalyAlerts.Detection;

/// <summary>Finds values that are far above what is usual for their host, metric, hour and kind of day: the model.</summary>
internal sealed class SpikeDetector(IReadOnlyDictionary<string, Baseline> baselines) : IModel<MetricPoint, Anomaly>
{
    /// <summary>What registered versions of it are called, so that a host finds the runtime that reads them.</summary>
    public const string Format = "seasonal-baselines";

    // One value in thirty thousand is as far above, were there nothing but noise.
    private const double Threshold = 4;

    public ValueTask<Prediction<Anomaly>> PredictAsync(MetricPoint input, CancellationToken cancellationToken)
    {
        var baseline = baselines.TryGetValue(KeyOf(input), out var known)
            ? known
            : throw new InvalidOperationException($"Nothing was learned of {KeyOf(input)}.");
        var score = (input.Value - baseline.Expected(input.Time)) / baseline.Deviation;
        return new(new Anomaly { IsSpike = score >= Threshold, Score = score });
    }

    public static SpikeDetector Learn(IEnumerable<MetricPoint> points) => new(points
        .GroupBy(KeyOf, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => Baseline.Learn([.. g.Select(p => (p.Time, p.Value))]), StringComparer.Ordinal));

    public ModelArtifact Save() => ModelArtifact.FromBytes(JsonSerializer.SerializeToUtf8Bytes(baselines), Format);

    public static async ValueTask<SpikeDetector> LoadAsync(System.IO.Stream json, CancellationToken cancellationToken) =>
        new(await JsonSerializer.DeserializeAsync<Dictionary<string, Baseline>>(json, cancellationToken: cancellationToken)
            ?? throw new JsonException("It is null."));

    public static string KeyOf(MetricPoint point) => $"{point.Host} {point.Metric}";
}
