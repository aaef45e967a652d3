using System.Globalization;
using MlOps;
using ShadowAndCanary.Data;
using ShadowAndCanary.Training;

namespace ShadowAndCanary.Serving;

/// <summary>Puts freshly trained models into the registry.</summary>
internal static class Release
{
    private const string MeanError = "mean error";

    public static Task<ModelVersion> RegisterAsync(IModelRegistry registry, TrainedModel model, string purpose) =>
        registry.RegisterAsync(PriceHost.Model, model.Artifact, new()
        {
            Owner = "team-houses",
            Purpose = string.Create(CultureInfo.InvariantCulture, $"{purpose}: goes by {model.Columns}"),
            InputSchema = HouseSchema.Input,
            Metrics = { [MeanError] = Metric.Of(model.Error, model.Samples, Direction.Lower) },
        });

    public static string Describe(ModelVersion version) => string.Create(
        CultureInfo.InvariantCulture,
        $"v{version.Number}, {version.Purpose}; off by {version.Metrics[MeanError].Value:F1} thousand on {version.Metrics[MeanError].Samples} sales.");
}
