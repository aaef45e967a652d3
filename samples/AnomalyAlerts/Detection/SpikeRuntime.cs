using System.Text.Json;
using AnomalyAlerts.Stream;
using MlOps;
using MlOps.Runtimes;

namespace AnomalyAlerts.Detection;

/// <summary>Loads registered detectors: a format of one's own needs no more than this.</summary>
internal sealed class SpikeRuntime : IModelRuntime<MetricPoint, Anomaly>
{
    public string Format => SpikeDetector.Format;

    public async ValueTask<IModel<MetricPoint, Anomaly>> LoadAsync(ModelContent content, CancellationToken cancellationToken)
    {
        try
        {
            return await SpikeDetector.LoadAsync(content.Content, cancellationToken);
        }
        catch (JsonException e)
        {
            throw new ModelLoadException($"'{content.Name}' holds no baselines: {e.Message}", e);
        }
    }
}
