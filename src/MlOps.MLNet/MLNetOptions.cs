using System.ComponentModel.DataAnnotations;
using Microsoft.ML;

namespace MlOps;

/// <summary>How one model's ML.NET versions are loaded and pooled. The options are named by the model.</summary>
public sealed class MLNetOptions
{
    /// <summary>
    /// The most engines that one loaded version makes, which is how many calls it computes at once; further calls wait their turn.
    /// 1 to 4096. Default: twice the number of processors.
    /// </summary>
    [Range(1, 4096)]
    public int MaxEngines { get; set; } = 2 * Environment.ProcessorCount;

    /// <summary>
    /// How many engines are made while a version loads; the others are made when calls need them, which takes about a millisecond
    /// each. 1 to 4096, of which no more than <see cref="MaxEngines"/> are made. Default: 1.
    /// </summary>
    [Range(1, 4096)]
    public int WarmEngines { get; set; } = 1;

    /// <summary>
    /// The most entries that a model's zip file may have; one with more is refused before ML.NET opens it. A model has a few for each
    /// of its transforms. Default: 10,000.
    /// </summary>
    [Range(1, int.MaxValue)]
    public int MaxArchiveEntries { get; set; } = 10_000;

    /// <summary>
    /// The most bytes that a model's zip file may unpack to, all entries together; one with more is refused before ML.NET opens it, so
    /// that a small file can't take all memory. Default: 8 GiB.
    /// </summary>
    [Range(1.0, long.MaxValue)]
    public long MaxArchiveBytes { get; set; } = 8L << 30;

    /// <summary>
    /// Prepares a context that versions are loaded in, for example <c>ml => ml.ComponentCatalog.RegisterAssembly(…)</c> for custom
    /// mappings. Called on a load's own thread, before the first of up to a hundred loads that use the context one after the other.
    /// Default: nothing.
    /// </summary>
    public Action<MLContext>? ConfigureContext { get; set; }
}
