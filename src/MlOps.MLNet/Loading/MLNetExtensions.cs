using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using MlOps.Building;
using MlOps.MLNet;
using MlOps.MLNet.Loading;

namespace MlOps;

/// <summary>Serves ML.NET models.</summary>
public static class MLNetExtensions
{
    /// <summary>Loads the model's versions of the format <see cref="MLNetArtifact.Format"/> with ML.NET and pools their engines.</summary>
    /// <typeparam name="TInput">The row. Its members are read as columns by name; <c>init</c> properties are fine.</typeparam>
    /// <typeparam name="TOutput">
    /// The answer. Its settable members are filled by name from the columns that the model makes; likewise. One that a model would fill
    /// with the row's own column, as ML.NET does with the label, is refused when the model is loaded.
    /// </typeparam>
    /// <param name="builder">The model's builder.</param>
    /// <param name="configure">Changes the options; null leaves the defaults.</param>
    /// <remarks>
    /// Column names, vectors, keys and members to leave out are declared with ML.NET's own attributes: <c>[ColumnName]</c>,
    /// <c>[VectorType]</c>, <c>[KeyType]</c>, <c>[NoColumn]</c>. ML.NET has no nullable columns: a missing number is a float's NaN,
    /// and to a model a null text is the same as an empty one.
    /// </remarks>
    public static IModelBuilder<TInput, TOutput> UseMLNet<TInput, TOutput>(
        this IModelBuilder<TInput, TOutput> builder, Action<MLNetOptions>? configure = null)
        where TInput : class
        where TOutput : class, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MLNetOptions>, MLNetOptionsValidator>());
        var options = builder.Services.AddOptions<MLNetOptions>(builder.Name);
        if (configure is not null)
        {
            options.Configure(configure);
        }

        var name = builder.Name;
        return builder.AddRuntime(services =>
        {
            // Validated when the model is made, so that what is wrong is told at the start along with every other mistake.
            var monitor = services.GetRequiredService<IOptionsMonitor<MLNetOptions>>();
            _ = monitor.Get(name);
            return new MLNetRuntime<TInput, TOutput>(name, monitor, services.GetService<IMeterFactory>());
        });
    }
}
