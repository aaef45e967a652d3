namespace MlOps.Routing.Sources;

/// <summary>Where one model's versions come from: a registry's deployment, a file, or code.</summary>
internal interface IModelSource<TInput, TOutput>
{
    /// <summary>What logs call it.</summary>
    string Description { get; }

    /// <summary>What the route of the one model that it gives is called; null where it gives versions, which are called by their numbers.</summary>
    string? RouteName { get; }

    /// <summary>Where it looks, for people.</summary>
    string Location { get; }

    /// <summary>Whether the host's watch of the registry says when to look again.</summary>
    bool FollowsRegistry { get; }

    /// <summary>How often to look again without being told; null for never.</summary>
    TimeSpan? PollInterval { get; }

    /// <summary>What is wrong with the declaration as far as this source can tell, each with its mend.</summary>
    IEnumerable<string> Mistakes();

    /// <summary>Hears that live of a plan is loaded and serves; it neither waits nor throws.</summary>
    void Serves(WantedPlan plan)
    {
    }

    /// <summary>What should serve now; null where nothing is deployed. It throws where it can't tell, which never means nothing.</summary>
    ValueTask<WantedPlan?> LookAsync(CancellationToken cancellationToken);

    /// <summary>
    /// How to load what the plan names, live first. It reads no more than live's record, by which rows are checked also while live loads;
    /// where that can't be had, loading live says why.
    /// </summary>
    ValueTask<IReadOnlyList<VersionLoad<TInput, TOutput>>> PrepareAsync(WantedPlan wanted, CancellationToken cancellationToken);
}
