using Microsoft.ML;

namespace MlOps;

public sealed class MLNetArtifactTests
{
    [Fact]
    public void An_artifact_is_ML_NETs_own_file_with_the_schema_in_it()
    {
        var (ml, model, schema) = Census.Linear();

        var artifact = MLNetArtifact.Save(ml, model, schema);
        using var bytes = artifact.OpenRead();
        new MLContext().Model.Load(bytes, out var loaded);

        Assert.Equal("mlnet", artifact.Format);
        Assert.Equal(schema.Select(c => c.Name), loaded.Select(c => c.Name));
    }
}
