using System.Diagnostics.CodeAnalysis;
using MlOps.Building;
using MlOps.Checks;
using MlOps.Routing.Checking;
using MlOps.Routing.Declaration;
using MlOps.Routing.Fallback;
using MlOps.Routing.Sources;

namespace MlOps.Routing.Generations;

/// <summary>Builds the stages of a plan around its loaded versions: the one place that knows their order.</summary>
internal sealed class GenerationFactory<
    [DynamicallyAccessedMembers(RowMembers.All)] TInput,
    [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
    ModelDefinition<TInput, TOutput> definition, ModelOptions options, IServiceProvider services, TimeProvider time)
{
    private readonly FiniteCheck<TOutput>? _finite = options.AllowNonFiniteAnswers ? null : new();
    private readonly InvalidInputHandler<TInput, TOutput> _invalidInput = definition.Of<InvalidInputHandler<TInput, TOutput>>();
    private readonly Route _nobody = new(definition.Name, null, "nobody", RouteRole.Live);
    private readonly Lazy<IReadOnlyList<(string Name, IModel<TInput, TOutput> Model)>> _functions = new(
        () => [.. definition.Of<FallbackFunctions<TInput, TOutput>>().All.Select(f => (f.Name, f.Create(services)))]);

    /// <summary>The pipeline as one line, from the outside in.</summary>
    public string Describe(string source) => string.Join(" > ",
    [
        .. Named(StagePoint.Prediction),
        .. definition.Of<RoutingKey<TInput>>().Of is null ? [] : new[] { "route by key" },
        .. _invalidInput.Answer is null ? [] : new[] { $"on invalid input '{_invalidInput.Name}'" },
        .. definition.InputCheck.Value is null ? [] : new[] { "check input" },
        .. Named(StagePoint.Answer),
        source,
        .. _functions.Value.Select(f => $"or '{f.Name}'"),
        definition.OutputCheck.Value is null ? "check answer (finite)" : "check answer",
        .. Named(StagePoint.Model),
    ]);

    /// <summary>What answers while no plan serves: the functions, or nobody.</summary>
    /// <param name="reason">Why no plan serves.</param>
    /// <param name="wanted">The plan that should serve, or null.</param>
    /// <param name="failure">What keeps it from serving, or null. Each answer of a function then says so.</param>
    public Generation<TInput, TOutput> CreateStandby(UnavailableReason reason, WantedPlan? wanted = null, Exception? failure = null)
    {
        var routes = new RouteBook<TOutput>();
        var targets = Functions(null, routes);
        if (targets.Length > 0 && failure is not null)
        {
            var live = wanted?.Deployment?.Plan.LiveVersion;
            var route = new Route(definition.Name, live, live is null ? wanted?.Text ?? "live" : $"v{live}", RouteRole.Live);
            targets = [new(route, new UnloadedModel<TInput, TOutput>(route, failure)), .. targets];
        }

        var check = InputCheckOf(null, required: false);
        return new()
        {
            Live = targets.Length == 0
                ? Chain(new NobodyModel<TInput, TOutput>(reason), _nobody, check, null, routes)
                : Chain(targets, check, null, routes),
            Routes = routes.Statuses,
        };
    }

    /// <summary>A plan and its versions, live first. The models that were loaded are the generation's to dispose, also where it can't be made.</summary>
    /// <exception cref="ModelConfigurationException">The live version's checks can't be made, or the plan needs what wasn't declared.</exception>
    public Generation<TInput, TOutput> Create(WantedPlan plan, IReadOnlyList<LoadedVersion<TInput, TOutput>> versions)
    {
        object[] owned = [.. versions.Where(v => v.IsOwned).Select(v => v.Model).OfType<object>()];
        try
        {
            return Create(plan, versions, owned);
        }
        catch
        {
            new Generation<TInput, TOutput> { Live = new NobodyModel<TInput, TOutput>(UnavailableReason.NotReady), Owned = owned }.Retire();
            throw;
        }
    }

    private Generation<TInput, TOutput> Create(WantedPlan plan, IReadOnlyList<LoadedVersion<TInput, TOutput>> versions, object[] owned)
    {
        var routes = new RouteBook<TOutput>();
        var live = versions[0].Version;
        var inputCheck = InputCheckOf(live, required: true);
        var targets = versions.Select(v => Target(v, routes)).ToArray();
        var functions = Functions(live, routes);

        var canary = targets.FirstOrDefault(t => t.Route.Role == RouteRole.Canary);
        var chain = targets.Where(t => t != canary).Concat(functions).ToArray();
        return new()
        {
            Plan = plan,
            Live = Chain(chain, inputCheck, live, routes),
            Canary = canary is null
                ? null
                : new(
                    definition.Name,
                    canary.Route.Version!.Value,
                    plan.Deployment!.Plan.CanaryShare,
                    Key(plan),
                    Chain([canary, .. chain.Where(t => t.Route.Version != canary.Route.Version)], inputCheck, live, routes)),
            OnlyVersion = options.AllowOnlyVersion
                ? targets.Where(t => t.Route.Version is not null)
                    .DistinctBy(t => t.Route.Version)
                    .ToDictionary(t => t.Route.Version!.Value, t => Chain([t], inputCheck, live, routes))
                : new Dictionary<int, IModel<TInput, TOutput>>(),
            Routes = routes.Statuses,
            Owned = owned,
            Since = time.GetUtcNow(),
            Problem = routes.Problem,
        };
    }

    private IModel<TInput, TOutput> Chain(
        RouteTarget<TInput, TOutput>[] targets, IRowCheck<TInput>? inputCheck, ModelVersion? live, RouteBook<TOutput> routes) =>
        Chain(new FallbackStage<TInput, TOutput>(targets), targets[0].Route, inputCheck, live, routes);

    /// <summary>The stages around the routes, from the outside in: host's own, invalid input, check input, heuristics, routes.</summary>
    private IModel<TInput, TOutput> Chain(
        IModel<TInput, TOutput> model, Route first, IRowCheck<TInput>? inputCheck, ModelVersion? live, RouteBook<TOutput> routes)
    {
        model = Wrap(StagePoint.Answer, model, first, live, routes);
        if (inputCheck is not null)
        {
            model = new InputCheckStage<TInput, TOutput>(inputCheck, first, model);
        }

        if (_invalidInput.Answer is { } handler)
        {
            var route = new Route(definition.Name, null, _invalidInput.Name, RouteRole.InvalidInputHandler);
            model = new InvalidInputStage<TInput, TOutput>(handler, AnswerCheckOf(live), route, model);
        }

        return Wrap(StagePoint.Prediction, model, first, live, routes);
    }

    /// <summary>One version with its own checks around it. A version whose checks can't be made is not loaded.</summary>
    private RouteTarget<TInput, TOutput> Target(LoadedVersion<TInput, TOutput> loaded, RouteBook<TOutput> routes)
    {
        var failure = loaded.Failure;
        if (loaded.Model is not null)
        {
            try
            {
                var refusal = loaded.Route.Role == RouteRole.Live ? null : InputCheckOf(loaded.Version, required: true);
                var model = Checked(loaded.Route, loaded.Model, loaded.Version, routes);
                return new(loaded.Route, refusal is null ? model : new InputRefusalStage<TInput, TOutput>(refusal, loaded.Route, model));
            }
            catch (MlOpsException e)
            {
                failure = e;
            }
        }

        routes.AddMissing(loaded.Route, failure!);
        return new(loaded.Route, new UnloadedModel<TInput, TOutput>(loaded.Route, failure!));
    }

    private RouteTarget<TInput, TOutput>[] Functions(ModelVersion? live, RouteBook<TOutput> routes) =>
    [
        .. _functions.Value.Select(f =>
        {
            var route = new Route(definition.Name, null, f.Name, RouteRole.FallbackFunction);
            return new RouteTarget<TInput, TOutput>(route, Checked(route, f.Model, live, routes));
        }),
    ];

    private AnswerCheckStage<TInput, TOutput> Checked(
        Route route, IModel<TInput, TOutput> model, ModelVersion? version, RouteBook<TOutput> routes)
    {
        var check = AnswerCheckOf(version);
        var staged = new AnswerCheckStage<TInput, TOutput>(check, route, Wrap(StagePoint.Model, model, route, version, routes));
        routes.Add(route, check);
        return staged;
    }

    private IModel<TInput, TOutput> Wrap(
        StagePoint point, IModel<TInput, TOutput> model, Route route, ModelVersion? version, RouteBook<TOutput> routes)
    {
        var context = new StageContext<TOutput>
        {
            Model = definition.Name,
            Route = route,
            Version = version,
            Services = services,
            CheckAnswer = routes.Check,
        };
        return definition.Stages.Where(s => s.Point == point).Reverse().Aggregate(model, (inner, stage) => stage.Wrap(context, inner));
    }

    private IEnumerable<string> Named(StagePoint point) => definition.Stages.Where(s => s.Point == point).Select(s => s.Name);

    private Func<TInput, string?> Key(WantedPlan plan) => definition.Of<RoutingKey<TInput>>().Of ?? throw new ModelConfigurationException(
        definition.Name, $"{plan.Text} has a canary, and this host has no key that it could stick to: add RouteBy(row => ...).");

    private AnswerCheck<TOutput> AnswerCheckOf(ModelVersion? version) =>
        new(_finite, Made(definition.OutputCheck.Value, version, required: version is not null));

    private IRowCheck<TInput>? InputCheckOf(ModelVersion? version, bool required) => Made(definition.InputCheck.Value, version, required);

    // While no version serves there may be no schema to check by; then the functions answer unchecked rows rather than nobody.
    private IRowCheck<T>? Made<T>(Func<CheckContext, IRowCheck<T>>? create, ModelVersion? version, bool required)
    {
        try
        {
            return create?.Invoke(new CheckContext(definition.Name, version, services));
        }
        catch (ModelConfigurationException) when (!required)
        {
            return null;
        }
    }
}
