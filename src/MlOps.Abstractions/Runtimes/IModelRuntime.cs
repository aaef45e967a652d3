namespace MlOps.Runtimes;

/// <summary>Loads models of one format: where ML.NET, ONNX and others meet the routes.</summary>
/// <typeparam name="TInput">The row.</typeparam>
/// <typeparam name="TOutput">The answer.</typeparam>
public interface IModelRuntime<TInput, TOutput>
{
    /// <summary>The format, such as <c>mlnet</c>. A registered version is loaded by the runtime that the host added for its format.</summary>
    string Format { get; }

    /// <summary>
    /// Loads a model and makes sure that it fits the two types. A host calls it on a thread of its own, which may be blocked, and lets few
    /// loads run at once.
    /// </summary>
    /// <param name="content">The bytes, already verified.</param>
    /// <param name="cancellationToken">The host's wish to stop.</param>
    /// <returns>A model for any number of threads; if it is disposable, the caller disposes it after its last call.</returns>
    /// <exception cref="ModelLoadException">The bytes are no model of this format, or it doesn't fit the types; the message says which and why.</exception>
    ValueTask<IModel<TInput, TOutput>> LoadAsync(ModelContent content, CancellationToken cancellationToken);
}
