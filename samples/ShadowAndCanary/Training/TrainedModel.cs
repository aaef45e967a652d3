using MlOps;

namespace ShadowAndCanary.Training;

/// <summary>A model fresh from training, measured on sales that it didn't learn from.</summary>
/// <param name="Columns">What it goes by.</param>
/// <param name="Artifact">Its bytes.</param>
/// <param name="Error">How far it is from the price that was paid, on average, in thousands.</param>
/// <param name="Samples">On how many sales that was measured.</param>
internal sealed record TrainedModel(string Columns, ModelArtifact Artifact, double Error, int Samples);
