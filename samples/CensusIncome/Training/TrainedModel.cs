using MlOps;

namespace CensusIncome.Training;

/// <summary>A model fresh from training, measured on the held-out rows.</summary>
internal sealed record TrainedModel(string Name, ModelArtifact Artifact, double Accuracy, double Auc, long Samples, TimeSpan Took);
