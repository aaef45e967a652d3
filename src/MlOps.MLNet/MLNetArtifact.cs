using Microsoft.ML;

namespace MlOps;

/// <summary>Turns a trained ML.NET model into bytes for a registry.</summary>
public static class MLNetArtifact
{
    /// <summary>The format of ML.NET models, which <c>UseMLNet()</c> loads.</summary>
    public const string Format = "mlnet";

    /// <summary>Saves a model with the schema of the data it was trained on, as ML.NET's own zip file.</summary>
    /// <param name="ml">The context that the model was trained in.</param>
    /// <param name="model">The trained pipeline, from the row's columns to the answer's.</param>
    /// <param name="inputSchema">The schema of the training data. A host that loads the model explains with it which column doesn't fit.</param>
    /// <returns>The bytes, in memory. The same model can be saved any number of times.</returns>
    public static ModelArtifact Save(MLContext ml, ITransformer model, DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(ml);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputSchema);
        using var stream = new MemoryStream();
        ml.Model.Save(model, inputSchema, stream);
        return ModelArtifact.FromBytes(stream.GetBuffer().AsMemory(0, (int)stream.Length), Format);
    }
}
