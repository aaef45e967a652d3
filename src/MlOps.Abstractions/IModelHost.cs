namespace MlOps;

/// <summary>What this host serves, and what it should serve, for every model that was declared.</summary>
/// <remarks>Safe for any number of threads; asking costs a prediction nothing.</remarks>
public interface IModelHost
{
    /// <summary>The names of the models that were declared, in ordinal order.</summary>
    IReadOnlyList<string> Models { get; }

    /// <summary>What is wanted and what serves.</summary>
    /// <exception cref="ArgumentException">No model of that name was declared; the message names those that were.</exception>
    ModelStatus GetStatus(string model);

    /// <summary>Looks at the registry or file now, and returns when all of what is wanted serves: live, canary and fallbacks.</summary>
    /// <exception cref="ArgumentException">No model of that name was declared.</exception>
    /// <exception cref="MlOpsException">What is wanted can't be served; the message says why; what served before, if anything did, goes on.</exception>
    Task RefreshAsync(string model, CancellationToken cancellationToken = default);
}
