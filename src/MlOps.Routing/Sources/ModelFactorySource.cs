namespace MlOps.Routing.Sources;

/// <summary>A model that code makes: a function, or a service of the host.</summary>
internal sealed class ModelFactorySource<TInput, TOutput>(string model, string name, Func<IModel<TInput, TOutput>> create)
    : IModelSource<TInput, TOutput>
{
    private static readonly WantedPlan Always = new("code", "code", null);

    public string Description => name;

    public bool FollowsRegistry => false;

    public TimeSpan? PollInterval => null;

    public IEnumerable<string> Mistakes() => [];

    public ValueTask<WantedPlan?> LookAsync(CancellationToken cancellationToken) => new(Always);

    public ValueTask<IReadOnlyList<LoadedVersion<TInput, TOutput>>> LoadAsync(WantedPlan wanted, CancellationToken cancellationToken) =>
        new([new(new Route(model, null, name, RouteRole.Live), null) { Model = create() }]);
}
