namespace MlOps.Routing.Sources;

/// <summary>A model that code made: a function, or a service of the host.</summary>
internal sealed class CodeSource<TInput, TOutput>(string model, string name, IModel<TInput, TOutput> made) : IModelSource<TInput, TOutput>
{
    private readonly WantedPlan _always = new("code", name, null);
    private readonly Route _route = new(model, null, name, RouteRole.Live);

    public string Description => name;

    public string? RouteName => name;

    public string Location => "code";

    public bool FollowsRegistry => false;

    public TimeSpan? PollInterval => null;

    public IEnumerable<string> Mistakes() => [];

    public ValueTask<WantedPlan?> LookAsync(CancellationToken cancellationToken) => new(_always);

    public ValueTask<IReadOnlyList<VersionLoad<TInput, TOutput>>> PrepareAsync(WantedPlan wanted, CancellationToken cancellationToken) =>
        new([new(_route) { IsAtHand = true, Load = (_, _) => SharedModel<TInput, TOutput>.Borrowed(made) }]);
}
