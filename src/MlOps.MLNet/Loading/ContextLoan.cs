using Microsoft.ML;

namespace MlOps.MLNet.Loading;

/// <summary>
/// Lends a context to one load after the other. In a new one ML.NET looks through its assemblies again, which allocates more than the load of
/// a small model, and takes longer.
/// </summary>
internal sealed class ContextLoan
{
    /// <summary>A context keeps a note of all that is made in it, and so is let go of in time.</summary>
    public const int LoadsPerContext = 100;

    // Nothing random happens at prediction, and what does at loading should depend on little.
    private const int Seed = 1;

    private Prepared? _idle;

    /// <summary>
    /// Loads in a context that no other load uses meanwhile. What fails in one that others used is tried again in a new one: they may have left
    /// something there, such as another custom mapping under the same name.
    /// </summary>
    /// <param name="settings">How contexts are prepared; others get another one.</param>
    /// <param name="load">Loads a model, which may go on using the context. After an exception no other load gets it.</param>
    public T Use<T>(MLNetOptions settings, Func<MLContext, T> load)
    {
        if (Interlocked.Exchange(ref _idle, null) is { } idle && idle.Fits(settings))
        {
            try
            {
                return Use(idle, load);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // A new one tells whose fault it was.
            }
        }

        return Use(new Prepared(settings), load);
    }

    private T Use<T>(Prepared context, Func<MLContext, T> load)
    {
        var loaded = load(context.Take());
        Volatile.Write(ref _idle, context);
        return loaded;
    }

    private sealed class Prepared
    {
        private readonly MLNetOptions _settings;
        private readonly MLContext _context = new(Seed);
        private int _loads;

        public Prepared(MLNetOptions settings)
        {
            _settings = settings;
            settings.ConfigureContext?.Invoke(_context);
        }

        public bool Fits(MLNetOptions settings) => settings == _settings && _loads < LoadsPerContext;

        public MLContext Take()
        {
            _loads++;
            return _context;
        }
    }
}
