using System.Diagnostics.CodeAnalysis;
using MlOps.Building;
using MlOps.Checks;
using MlOps.Routing.Calls;
using MlOps.Routing.Checking;
using MlOps.Routing.Declaration;
using MlOps.Routing.Fallback;
using MlOps.Routing.Health;
using MlOps.Routing.Sources;
using MlOps.Routing.Staging;

namespace MlOps.Routing.Generations;

/// <summary>Builds the stages of a plan around its loaded versions: the one place that knows their order.</summary>
internal sealed class GenerationFactory<
    [DynamicallyAccessedMembers(RowMembers.All)] TInput,
    [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
    ModelDefinition<TInput, TOutput> definition,
    ModelOptions options,
    IServiceProvider services,
    TimeProvider time,
    HealthBook health,
    CallBook calls,
    CandidateStages<TInput, TOutput> candidates,
    Action<Exception, bool> routingKeyFailed)
{
    private readonly VersionChecks<TInput, TOutput> _checks = new(definition, options, services);
    private readonly InvalidInputHandler<TInput, TOutput> _invalidInput = definition.Of<InvalidInputHandler<TInput, TOutput>>();
    private readonly Route _nobody = new(definition.Name, null, "nobody", RouteRole.Live);
    private readonly Lazy<IReadOnlyList<(Route Route, IModel<TInput, TOutput> Model)>> _functions = new(
        () => [.. definition.Of<FallbackFunctions<TInput, TOutput>>().All.Select(f => (new Route(definition.Name, null, f.Name, f.Role), f.Create(services)))]);

    /// <summary>Which of the schemas that a version was registered with this host doesn't check by.</summary>
    public IEnumerable<string> Unchecked(ModelVersion? version) =>
    [
        .. version?.InputSchema is not null && definition.InputCheck.Value is null ? ["ValidateInput()"] : Array.Empty<string>(),
        .. version?.OutputSchema is not null && definition.OutputCheck.Value is null ? ["ValidateOutput()"] : Array.Empty<string>(),
    ];

    /// <summary>The pipeline as one line, from the outside in.</summary>
    public string Describe(string source) => string.Join(" > ",
    [
        .. Named(StagePoint.Prediction),
        .. definition.Of<RoutingKey<TInput>>() switch { { Of: null } => [], { IsRandom: true } => ["route at random"], _ => new[] { "route by key" } },
        .. _invalidInput.Answer is null ? [] : new[] { $"on invalid input '{_invalidInput.Name}'" },
        .. definition.InputCheck.Value is null ? [] : new[] { "check input" },
        .. Named(StagePoint.Answer),
        source,
        .. _functions.Value.Select(f => f.Route.Role == RouteRole.FallbackModel ? $"or model '{f.Route.Name}'" : $"or '{f.Route.Name}'"),
        definition.OutputCheck.Value is null ? "check answer (finite)" : "check answer",
        .. Named(StagePoint.Model),
    ]);

    /// <summary>What answers while no plan serves: the functions, or nobody.</summary>
    /// <param name="reason">Why no plan serves, where nothing failed.</param>
    /// <param name="wanted">The plan that should serve, or null.</param>
    /// <param name="failure">What keeps it from serving, or null. Each prediction then says so.</param>
    public Generation<TInput, TOutput> CreateStandby(UnavailableReason reason, WantedPlan? wanted = null, Exception? failure = null)
    {
        var routes = new RouteBook<TOutput>();
        var targets = Functions(null, wanted?.Key, routes);
        if (failure is not null)
        {
            var live = wanted?.Deployment?.Plan.LiveVersion;
            var route = new Route(definition.Name, live, live is null ? wanted?.Text ?? "live" : $"v{live}", RouteRole.Live);
            targets = [new(route, new UnloadedModel<TInput, TOutput>(route, failure)), .. targets];
        }

        var check = _checks.InputOf(null, required: false);
        return new()
        {
            Live = targets.Length == 0
                ? Chain(new NobodyModel<TInput, TOutput>(reason), _nobody, check, null, routes)
                : Chain(targets, check, null, routes),
            Routes = routes.Statuses,
            Workers = routes.Workers,
            Heuristics = routes.Heuristics,
            IsSensitive = check?.IsSensitive == true || routes.IsSensitive,
        };
    }

    /// <summary>A plan around its versions, live first, whose models the generation holds from here on.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="versions">Its versions, as far as they are loaded.</param>
    /// <param name="since">Since when the plan serves, where it does already.</param>
    /// <param name="inPart">Whether a canary that this host can't route to is left out; else the plan is refused.</param>
    /// <exception cref="ModelConfigurationException">The live version's checks can't be made, or the plan needs what wasn't declared.</exception>
    public Generation<TInput, TOutput> Create(WantedPlan plan, IReadOnlyList<LoadedVersion<TInput, TOutput>> versions, DateTimeOffset? since, bool inPart)
    {
        var routes = new RouteBook<TOutput>();
        var live = versions[0].Version;
        IRowCheck<TInput>? inputCheck = null;
        try
        {
            // Where a registry's record of live can't be had, nobody knows its rules.
            inputCheck = _checks.InputOf(live, required: live is not null || plan.Deployment is null);
        }
        catch (ModelLoadException e)
        {
            // Without its check live can't be asked; who stands behind it can, each by the schema of its own.
            versions = [versions[0] with { Model = null, Failure = versions[0].Failure ?? e }, .. versions.Skip(1)];
        }

        if (definition.Of<RoutingKey<TInput>>().Of is null && versions.Any(v => v.Route.Role == RouteRole.Canary))
        {
            var noKey = new ModelConfigurationException(
                definition.Name, $"{plan.Text} has a canary, and this host has no key that it could stick to: add RouteBy(row => ...), or RouteAtRandom().");
            versions = inPart
                ? [.. versions.Select(v => v.Route.Role == RouteRole.Canary ? v with { Model = null, Failure = noKey } : v)]
                : throw noKey;
        }

        var targets = versions.Select(v => Target(v, plan.Key, routes)).ToArray();
        var functions = Functions(_checks.WithSoundAnswers(live), plan.Key, routes);
        health.Keep(routes.Statuses.Select(r => r.Route));
        calls.Keep(routes.Statuses.Select(r => r.Route));
        var canary = targets.FirstOrDefault(t => t.Route.Role == RouteRole.Canary);
        RouteTarget<TInput, TOutput>[] chain = [.. targets.Where(t => t.Route.Role is not (RouteRole.Canary or RouteRole.Shadow)), .. functions];
        var isSensitive = inputCheck?.IsSensitive == true || routes.IsSensitive;
        var staged = candidates.Stage(
            versions, targets, (target, version) => Asked(target, version, routes), (inputCheck?.Schema, routes.SchemaOf(targets[0].Route)), isSensitive);
        chain[0] = chain[0] with { Model = staged.Live };
        return new()
        {
            Plan = plan,
            Live = Chain(chain, inputCheck, live, routes),
            Canary = staged.Canary is null
                ? null
                : CanaryOf(
                    plan.Deployment!.Plan,
                    Chain([canary! with { Model = staged.Canary }, .. chain.Where(t => t.Route.Version != canary.Route.Version)], inputCheck, live, routes),
                    staged,
                    isSensitive),
            Lanes = staged.Lanes,
            OnlyVersion = options.AllowOnlyVersion
                ? targets.Where(t => t.Route.Version is not null)
                    .OrderBy(t => t.Model is UnloadedModel<TInput, TOutput>)
                    .DistinctBy(t => t.Route.Version)
                    .ToDictionary(t => t.Route.Version!.Value, t => Chain([t with { Circuit = null }], inputCheck, live, routes, handlesInvalidInput: false))
                : new Dictionary<int, IModel<TInput, TOutput>>(),
            Routes = routes.Statuses,
            Workers = routes.Workers,
            Heuristics = routes.Heuristics,
            Versions = [.. versions.Select(v => v with { Model = v.Model?.Hold() })],
            Since = since ?? time.GetUtcNow(),
            Problem = routes.Problem,
            Failures = routes.Failures,
            IsSensitive = isSensitive,
        };
    }

    private CanaryShare<TInput, TOutput> CanaryOf(DeploymentPlan plan, IModel<TInput, TOutput> chain, StagedRoutes<TInput, TOutput> staged, bool isSensitive)
    {
        var key = definition.Of<RoutingKey<TInput>>();
        return new(definition.Name, plan.CanaryVersion!.Value, plan.CanaryShare, chain)
        {
            KeyOf = key.Of!,
            KeyFailed = e => routingKeyFailed(e, isSensitive),
            WithoutKey = staged.WithoutKey,
            Random = key.IsRandom ? new(plan.CanaryVersion.Value, plan.CanaryShare) : null,
        };
    }

    /// <summary>A shadow, or live, as it is asked in the background: live takes none of the workers of its callers there.</summary>
    private AskedModel<TInput, TOutput> Asked(RouteTarget<TInput, TOutput> target, LoadedVersion<TInput, TOutput> version, RouteBook<TOutput> routes)
    {
        var hold = () => LetGo(version.Model!.Hold());
        if (target.Route.Role == RouteRole.Shadow)
        {
            return new(target.Model, routes.Workers[target.Route], hold);
        }

        var check = _checks.AnswersOf(version.Version);
        var model = Wrap(StagePoint.Model, version.Model!.Model, target.Route, version.Version, check.Schema, routes);
        return new(new AnswerCheckStage<TInput, TOutput>(check, target.Route, model), calls.BackgroundWorkers(target.Route, options.Shadow), hold);
    }

    private IModel<TInput, TOutput> Chain(
        RouteTarget<TInput, TOutput>[] targets,
        IRowCheck<TInput>? inputCheck,
        ModelVersion? live,
        RouteBook<TOutput> routes,
        bool handlesInvalidInput = true) =>
        Chain(new FallbackStage<TInput, TOutput>(targets), targets[0].Route, inputCheck, live, routes, handlesInvalidInput);

    /// <summary>The stages around the routes, from the outside in: host's own, invalid input, check input, heuristics, routes.</summary>
    private IModel<TInput, TOutput> Chain(
        IModel<TInput, TOutput> model,
        Route first,
        IRowCheck<TInput>? inputCheck,
        ModelVersion? live,
        RouteBook<TOutput> routes,
        bool handlesInvalidInput = true)
    {
        model = Wrap(StagePoint.Answer, model, first, live, routes.SchemaOf(first), routes);
        if (inputCheck is not null)
        {
            model = new InputCheckStage<TInput, TOutput>(inputCheck, first, model);
        }

        if (handlesInvalidInput && _invalidInput.Answer is { } handler)
        {
            var route = new Route(definition.Name, null, _invalidInput.Name, RouteRole.InvalidInputHandler);
            model = new InvalidInputStage<TInput, TOutput>(handler, _checks.AnswersOf(_checks.WithSoundAnswers(live)), route, model);
        }

        return Wrap(StagePoint.Prediction, model, first, live, routes.SchemaOf(first), routes);
    }

    /// <summary>One version with its own checks around it. A version whose checks can't be made is not loaded.</summary>
    private RouteTarget<TInput, TOutput> Target(LoadedVersion<TInput, TOutput> loaded, string plan, RouteBook<TOutput> routes)
    {
        var failure = loaded.Failure ?? new ModelLoadException("it is still loading.");
        if (loaded.Model is { } shared)
        {
            try
            {
                var refusal = loaded.Route.Role == RouteRole.Live ? null : _checks.InputOf(loaded.Version, required: true);
                routes.IsSensitive |= refusal?.IsSensitive == true;
                var model = Checked(loaded.Route, shared.Model, loaded.Version, plan, () => LetGo(shared.Hold()), routes);
                return new(loaded.Route, refusal is null ? model : new InputRefusalStage<TInput, TOutput>(refusal, loaded.Route, model))
                {
                    Circuit = health.Of(loaded.Route),
                    HidesAnswers = routes.HidesAnswersOf(loaded.Route),
                };
            }
            catch (MlOpsException e)
            {
                failure = e;
            }
        }

        routes.AddMissing(loaded.Route, failure);
        return new(loaded.Route, new UnloadedModel<TInput, TOutput>(loaded.Route, failure));
    }

    // A call whose caller has left holds the model until it returns.
    private static Action LetGo(SharedModel<TInput, TOutput> held) => () => _ = held.ReleaseAsync();

    private RouteTarget<TInput, TOutput>[] Functions(ModelVersion? live, string? plan, RouteBook<TOutput> routes) =>
    [
        .. _functions.Value.Select(f => new RouteTarget<TInput, TOutput>(f.Route, Checked(f.Route, f.Model, live, plan, () => () => { }, routes))
        {
            Circuit = health.Of(f.Route),
            HidesAnswers = routes.HidesAnswersOf(f.Route),
        }),
    ];

    private AnswerCheckStage<TInput, TOutput> Checked(
        Route route, IModel<TInput, TOutput> model, ModelVersion? version, string? plan, Func<Action> hold, RouteBook<TOutput> routes)
    {
        var check = _checks.AnswersOf(version);
        var staged = Wrap(StagePoint.Model, model, route, version, check.Schema, routes);
        var (guarded, workers) = route.Role == RouteRole.Shadow ? (staged, calls.BackgroundWorkers(route, options.Shadow)) : calls.Guard(route, plan, staged, hold);
        routes.Add(route, check, workers);
        return new(check, route, guarded);
    }

    private IModel<TInput, TOutput> Wrap(
        StagePoint point, IModel<TInput, TOutput> model, Route route, ModelVersion? version, DataSchema? outputSchema, RouteBook<TOutput> routes)
    {
        var context = new StageContext<TOutput>
        {
            Model = definition.Name,
            Route = route,
            Version = version,
            OutputSchema = outputSchema,
            Services = services,
            CheckAnswer = routes.Check,
        };
        return definition.Stages.Where(s => s.Point == point).Reverse().Aggregate(model, (inner, stage) => Wrap(stage, context, inner, routes));
    }

    private IModel<TInput, TOutput> Wrap(
        StageRegistration<TInput, TOutput> stage, StageContext<TOutput> context, IModel<TInput, TOutput> inner, RouteBook<TOutput> routes)
    {
        try
        {
            var staged = stage.Wrap(context, inner);
            routes.Heuristics = staged as IHeuristicStage ?? routes.Heuristics;
            return staged
                ?? throw new ModelConfigurationException(definition.Name, $"The stage '{stage.Name}' was made as null: return the stage, or the model that it was given.");
        }
        catch (Exception e) when (e is not MlOpsException)
        {
            throw new ModelConfigurationException(definition.Name, $"The stage '{stage.Name}' can't be made: {e.Message}");
        }
    }

    private IEnumerable<string> Named(StagePoint point) => definition.Stages.Where(s => s.Point == point).Select(s => s.Name);
}
