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

    /// <summary>What is wanted and what serves, of many models, a page at a time.</summary>
    /// <param name="after">The last model of the page before, or null for the first page.</param>
    /// <param name="count">How many at most.</param>
    /// <returns>The models after that one, in ordinal order; fewer than asked for where there are no more. One whose declaration can't work says so as its problem.</returns>
    IReadOnlyList<ModelStatus> GetStatuses(string? after = null, int count = 100);

    /// <summary>
    /// What this host saw of the shadows and canaries of a model beside its live version: those of the plan that serves, and of plans
    /// before it; the latest first.
    /// </summary>
    /// <remarks>Kept in memory, unless the host gives it a place with <c>KeepEvidence</c>. <see cref="CandidateEvidence.Merge"/> adds up that of several hosts.</remarks>
    /// <exception cref="ArgumentException">No model of that name was declared.</exception>
    IReadOnlyList<CandidateEvidence> GetEvidence(string model);

    /// <summary>Looks at the registry or file now, and returns when all of what is wanted serves: live, canary, shadow and fallbacks.</summary>
    /// <exception cref="ArgumentException">No model of that name was declared.</exception>
    /// <exception cref="MlOpsException">
    /// What is wanted can't be served; the message says why, and the inner exception is the cause, where there is one; what served before,
    /// if anything did, goes on.
    /// </exception>
    Task RefreshAsync(string model, CancellationToken cancellationToken = default);

    /// <summary>Takes a route out of every prediction of this host until <see cref="Restore"/>: it is not asked, not even where nobody else is left.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="route">The route's <see cref="Route.Name"/>, such as <c>v7</c>, or a function's name.</param>
    /// <remarks>A call that names its version with <see cref="PredictionOptions.OnlyVersion"/> asks it all the same. It holds across plans, for as long as this process lives. To take a version out of all hosts, deploy a plan without it.</remarks>
    /// <exception cref="ArgumentException">No model of that name was declared, or what serves has no such route; the message names those there are.</exception>
    void SetAside(string model, string route);

    /// <summary>Lets a route be asked again at once, whether it was set aside by hand or failed too often. What it failed at before is forgotten.</summary>
    /// <inheritdoc cref="SetAside"/>
    void Restore(string model, string route);
}
