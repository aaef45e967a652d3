namespace MlOps;

/// <summary>Where a version comes from. What is not known is null.</summary>
public sealed record ModelLineage
{
    /// <summary>
    /// The version of the same model that this one was made from, or is meant to replace. Its number is local to the registry; of an imported
    /// version it is known as soon as both are here.
    /// </summary>
    public int? ParentVersion { get; init; }

    /// <summary>The digest of the parent's bytes, which means the same in every registry. The registry fills it in.</summary>
    public string? ParentDigest { get; init; }

    /// <summary>The data that it was trained on.</summary>
    public DataSetInfo? DataSet { get; init; }

    /// <summary>The commit of the code that trained it.</summary>
    public string? SourceCommit { get; init; }

    /// <summary>The run that trained it: a pipeline's id or address.</summary>
    public string? TrainingRun { get; init; }
}
