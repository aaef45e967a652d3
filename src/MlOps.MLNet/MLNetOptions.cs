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
    /// Prepares the context that a version is loaded in, for example <c>ml => ml.ComponentCatalog.RegisterAssembly(…)</c> for custom
    /// mappings. Called once a load, on a thread of the pool. Default: nothing.
    /// </summary>
    public Action<MLContext>? ConfigureContext { get; set; }
}
