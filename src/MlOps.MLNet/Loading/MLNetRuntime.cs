using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using Microsoft.ML;
using MlOps.MLNet.Fitting;
using MlOps.MLNet.Pooling;
using MlOps.Runtimes;

namespace MlOps.MLNet.Loading;

/// <summary>Loads ML.NET models for one declared model, each into a pool of its own.</summary>
internal sealed class MLNetRuntime<TInput, TOutput>(string model, IOptionsMonitor<MLNetOptions> options, IMeterFactory? meters)
    : IModelRuntime<TInput, TOutput>
    where TInput : class
    where TOutput : class, new()
{
    private readonly WaitCounter _waits = new(meters, model);
    private readonly ContextLoan _contexts = new();

    public string Format => MLNetArtifact.Format;

    public ValueTask<IModel<TInput, TOutput>> LoadAsync(ModelContent content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        cancellationToken.ThrowIfCancellationRequested();
        var settings = options.Get(model);
        var start = content.Content.Position;
        return new(_contexts.Use(settings, ml =>
        {
            content.Content.Position = start;
            return Load(ml, content, settings, cancellationToken);
        }));
    }

    private MLNetModel<TInput, TOutput> Load(MLContext ml, ModelContent content, MLNetOptions settings, CancellationToken cancellationToken)
    {
        var transformer = Open(ml, content, settings, out var inputSchema);
        MLNetModel<TInput, TOutput>? loaded = null;
        try
        {
            ModelFit.Check(content.Name, transformer, inputSchema, typeof(TInput), typeof(TOutput));
            cancellationToken.ThrowIfCancellationRequested();
            loaded = new MLNetModel<TInput, TOutput>(ml, transformer, settings.MaxEngines, _waits);
            loaded.Warm(settings.WarmEngines, cancellationToken);
            return loaded;
        }
        catch (Exception e)
        {
            (loaded ?? transformer as IDisposable)?.Dispose();
            if (e is MlOpsException or OperationCanceledException)
            {
                throw;
            }

            throw new ModelLoadException(
                $"'{content.Name}' is an ML.NET model, but no engine from {typeof(TInput).Name} to {typeof(TOutput).Name} can be made " +
                $"over it: {e.Message} Train and save it with rows of that type.", e);
        }
    }

    private static ITransformer Open(MLContext ml, ModelContent content, MLNetOptions settings, out DataViewSchema? inputSchema)
    {
        if (!IsZip(content.Content))
        {
            throw new ModelLoadException(
                $"'{content.Name}' is no zip archive, and so no ML.NET model. Save the model with {nameof(MLNetArtifact)}.{nameof(MLNetArtifact.Save)} " +
                "or MLContext.Model.Save, and see that the file was copied whole.");
        }

        try
        {
            ArchiveLimits.Check(content.Name, content.Content, settings);
            return ml.Model.Load(content.Content, out inputSchema);
        }
        catch (Exception e) when (e.GetBaseException() is InvalidDataException damaged)
        {
            // A zip file's directory stands at its end: it is what a copy that broke off lacks.
            throw new ModelLoadException(
                $"'{content.Name}' begins as a zip archive, and can't be read as one: {damaged.Message.ReplaceLineEndings(" ")} See that the file was " +
                $"copied whole, and else save the model anew with {nameof(MLNetArtifact)}.{nameof(MLNetArtifact.Save)} or MLContext.Model.Save.", e);
        }
        catch (Exception e) when (e is not ModelLoadException)
        {
            // ML.NET wraps what it finds in invocation exceptions that say nothing; the innermost one does.
            throw new ModelLoadException(
                $"'{content.Name}' can't be loaded as an ML.NET model: {e.GetBaseException().Message.ReplaceLineEndings(" ")} " +
                $"Save the model with {nameof(MLNetArtifact)}.{nameof(MLNetArtifact.Save)} or MLContext.Model.Save; if it is one, reference " +
                $"the package of its trainer or transforms here, and register the assembly of its custom mappings in " +
                $"{nameof(MLNetOptions)}.{nameof(MLNetOptions.ConfigureContext)}.", e);
        }
    }

    private static bool IsZip(Stream content)
    {
        Span<byte> begin = stackalloc byte[2];
        var read = content.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false);
        content.Seek(-read, SeekOrigin.Current);
        return begin is [(byte)'P', (byte)'K'];
    }
}
