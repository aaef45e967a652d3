using System.Diagnostics;
using MlOps.Endurance.Serving;

namespace MlOps.Endurance.Shadow;

/// <summary>One kind of shadow in a host of its own: a plan without it and a plan with it, again and again, under one load.</summary>
internal sealed class KindRun(ShadowKind kind, OpenRegistry open, int live, int shadow, Trained trained) : IAsyncDisposable
{
    // Small enough that it is filled while a plan is in force.
    private const int MaxQueued = 50;
    private const int MaxStuck = 2;

    private static readonly TimeSpan Block = TimeSpan.FromMilliseconds(750);
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan HangsAfter = TimeSpan.FromMilliseconds(100);

    private readonly ShadowRuntime _runtime = new(kind, trained);
    private readonly CurrentPlans _plans = new();
    private readonly Phase _without = new("without a shadow");
    private readonly Phase _with = new($"beside a shadow that {kind.Text()}");

    // Live's routes of the plans: without the shadow, with it, and with it before anything was measured.
    private readonly List<Route> _alone = [];
    private readonly List<Route> _beside = [];
    private readonly List<Route> _warming = [];
    private ServingHost? _host;
    private CountedAnswers? _answers;
    private bool _exactly = true;

    /// <summary>How many calls there were.</summary>
    public long Calls { get; private set; }

    /// <summary>How many of them live answered beside the shadow.</summary>
    public long Beside => _answers?.AnswersOf([.. _beside, .. _warming]) ?? 0;

    /// <summary>How many calls of the shadow hung.</summary>
    public long Hung => _runtime.Hung;

    private ServingHost Host => _host!;

    private DeploymentPlan Alone => DeploymentPlan.Live(live);

    public async Task<KindResult> RunAsync(int rounds)
    {
        _host = new(open.Folder, [OpenRegistry.Model], _runtime, model => model.Shadow(
            o => (o.MaxQueued, o.MaxStuckWorkers, o.Timeout) = (MaxQueued, MaxStuck, kind == ShadowKind.Hangs ? HangsAfter : o.Timeout),
            kind == ShadowKind.MutatesInput ? row => row.Copy() : null));
        _answers = new(Host.Predictor(OpenRegistry.Model));
        _plans.Begin(Alone);
        await RefreshAsync();
        using (var load = new OpenLoad(new ModelCalls(_answers, _plans, AnswersOf).CallAsync))
        {
            await RoundAsync(load, WarmUp, null, null, [], _warming);
            for (var round = 0; round < rounds; round++)
            {
                await RoundAsync(load, Block, _without, _with, _alone, _beside);
            }

            Calls = load.Calls;
        }

        await CompleteAsync();
        await DisappearAsync(rounds + 1);
        return new(kind, _without, _with, _answers.BytesPerCall(_alone), _answers.BytesPerCall(_beside), Evidence()!);
    }

    public async ValueTask DisposeAsync()
    {
        _runtime.LetGo();
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }

    private async Task RoundAsync(OpenLoad load, TimeSpan block, Phase? without, Phase? with, List<Route> alone, List<Route> beside)
    {
        alone.Add(LiveRoute());
        load.Enter(without);
        await load.PassAsync(block);
        load.Enter(null);
        await DeployAsync(Alone.Shadow(shadow));

        beside.Add(LiveRoute());
        var before = Shown(Evidence());
        load.Enter(with);
        await load.PassAsync(block);
        await UntilAsync(() => Shown(Evidence()) > before, () => $"nothing came of asking a shadow that {kind.Text()}", load);
        load.Enter(null);
        await DeployAsync(Alone);
    }

    /// <summary>How often it did what it does, to its end.</summary>
    private long Shown(CandidateEvidence? evidence) =>
        evidence is null ? 0 : kind.Failures() is [.., var last] ? evidence.Failed.GetValueOrDefault(last) : evidence.Agreed;

    private async Task DeployAsync(DeploymentPlan plan)
    {
        var made = Host.Watched.ChainsMade;
        _plans.Begin(plan);
        await open.Registry.DeployAsync(OpenRegistry.Model, plan, await open.Registry.GetDeploymentAsync(OpenRegistry.Model), new("the next"));
        await RefreshAsync();

        // Where live served before the shadow was loaded, its route is the same in both generations.
        _exactly &= Host.Watched.ChainsMade == made + 1;
        var status = Host.Models.GetStatus(OpenRegistry.Model);
        BrokenException.Unless(status.Serving?.Plan == plan && status.Problem is null, () => $"{plan} should serve whole: {status}");
    }

    private async Task RefreshAsync()
    {
        await Host.Models.RefreshAsync(OpenRegistry.Model).WaitAsync(Patience);
        _plans.Settle();
    }

    private Route LiveRoute() => Host.Models.GetStatus(OpenRegistry.Model).Routes.Single(r => r.Route.Role == RouteRole.Live).Route;

    private Trained AnswersOf(int version) => version == live ? trained : throw new BrokenException($"v{version} answered, which is a shadow");

    private CandidateEvidence? Evidence()
    {
        var evidence = Host.Models.GetEvidence(OpenRegistry.Model).SingleOrDefault();
        if (evidence is not null)
        {
            BrokenException.Unless(
                (evidence.Role, evidence.Candidate, evidence.Live) == (RouteRole.Shadow, shadow, live), () => $"v{shadow} is a shadow beside v{live}: {evidence}");
            EvidenceDue.Judge(evidence);
        }

        return evidence;
    }

    /// <summary>No row is under way any more, and what is said of the shadow is what was done to it.</summary>
    private async Task CompleteAsync()
    {
        for (var from = Stopwatch.GetTimestamp(); !EvidenceDue.IsComplete(Evidence()!) && Stopwatch.GetElapsedTime(from) < Patience;)
        {
            await Task.Delay(10);
        }

        EvidenceDue.Judge(kind, Evidence()!, Beside, _exactly);
    }

    /// <summary>Nothing of the shadows is left, but of those that hang until they return.</summary>
    private async Task DisappearAsync(int shadows)
    {
        if (kind == ShadowKind.Hangs)
        {
            BrokenException.Unless(_runtime.Hung == shadows * MaxStuck, () => $"{shadows} shadows were to hang {MaxStuck} times each, and all did {_runtime.Hung} times");
            await Host.Watched.CollectAsync(models: 1 + shadows, chains: 1);
            BrokenException.Unless(Host.Watched.Disposed == 0, () => $"{Host.Watched.Disposed} models were disposed while calls to them hung");
            _runtime.LetGo();
        }

        await Host.Watched.CollectAsync(models: 1, chains: 1);
        BrokenException.Unless(Host.Watched.Disposed == shadows, () => $"{shadows} shadows were due to be disposed, and {Host.Watched.Disposed} were");
        Host.Watched.ThrowIfBroken();
    }

    private async Task UntilAsync(Func<bool> holds, Func<string> what, OpenLoad load)
    {
        for (var from = Stopwatch.GetTimestamp(); !holds(); await load.PassAsync(TimeSpan.FromMilliseconds(20)))
        {
            BrokenException.Unless(Stopwatch.GetElapsedTime(from) < Patience, what);
        }
    }
}
