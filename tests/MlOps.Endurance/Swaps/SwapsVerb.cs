using System.Diagnostics;
using System.Globalization;
using MlOps.Endurance.Serving;

namespace MlOps.Endurance.Swaps;

/// <summary>
/// Swaps versions under load, one in ten of which fails to load: no prediction fails, none is answered by a version that is in no current
/// plan, and nothing of what served before stays in memory.
/// </summary>
internal sealed class SwapsVerb : IVerb
{
    private const int GoodVersions = 6;
    private const int SwapsPerBlock = 20;
    private const int OneFailsIn = 10;

    // What a run begins with is compiled, and loaded, for the first time.
    private const int WarmUpSwaps = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly FailureKind[] Kinds = Enum.GetValues<FailureKind>();

    public string Name => "swaps";

    public Option[] Options { get; } = [Option.Rounds(500), Option.Seed, Option.AssertTime];

    public Tally Tally { get; } = new("what", "times");

    public async Task RunAsync(Settings settings)
    {
        var folder = OpenRegistry.NewFolder();
        using (var open = new OpenRegistry(folder, "swapper"))
        {
            var versions = await Versions.RegisterAsync(open, GoodVersions);
            await using var host = new ServingHost(folder, [OpenRegistry.Model], new ThrowingRuntime());
            await new Run(this, open.Registry, versions, host, new Random(settings.Seed)).RunAsync(settings);
        }

        OpenRegistry.Delete(folder);
    }

    private sealed class Run(SwapsVerb verb, IModelRegistry registry, Versions versions, ServingHost host, Random random)
    {
        private readonly CurrentPlans _plans = new();
        private readonly MemoryTrend _memory = new();
        private readonly Phase _without = new("without swaps");
        private readonly Phase _with = new("during swaps");
        private Deployment? _inForce;
        private DeploymentPlan? _serving;
        private int _failures;

        public async Task RunAsync(Settings settings)
        {
            await SwapAsync(AnyPlan());
            var calls = new ModelCalls(host.Predictor(OpenRegistry.Model), _plans, v => versions[v]);
            using (var load = new OpenLoad(calls.CallAsync))
            {
                for (var i = 0; i < WarmUpSwaps; i++)
                {
                    await SwapAsync(AnyPlan());
                }

                var done = 0;
                var blockTook = TimeSpan.FromSeconds(1);
                await LookAtMemoryAsync(done);
                foreach (var block in Enumerable.Range(1, settings.Rounds).Chunk(SwapsPerBlock))
                {
                    load.Enter(_without);
                    await load.PassAsync(blockTook);
                    load.Enter(_with);
                    var began = Stopwatch.GetTimestamp();
                    foreach (var round in block)
                    {
                        await RoundAsync(round, load);
                    }

                    blockTook = Stopwatch.GetElapsedTime(began);
                    load.Enter(null);
                    done += block.Length;
                    await LookAtMemoryAsync(done);
                    load.ThrowIfBroken();
                }

                verb.Tally.Add("calls", load.Calls);
                verb.Tally.Add("answered by a canary", calls.ByCanary);
            }

            verb.Tally.Add("models loaded", host.Watched.Loaded);
            verb.Tally.Add("models disposed", host.Watched.Disposed);
            var (managed, process, over) = _memory.Slope();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"memory after forced collections grows by {managed:F0} bytes a swap over the last {over}; the process by {process:F0}"));
            Console.WriteLine($"KiB after forced collections: {_memory}");
            Console.WriteLine(Times.Table(_without, _with));
            _memory.Judge();
            if (settings.AssertTime)
            {
                Times.Judge(_without, _with);
            }
        }

        private async Task RoundAsync(int round, OpenLoad load)
        {
            try
            {
                if (round % OneFailsIn == 0)
                {
                    await FailAsync(Kinds[_failures++ % Kinds.Length]);
                }
                else
                {
                    await SwapAsync(AnyPlan());
                    verb.Tally.Add("swaps that came about", 1);
                }

                load.ThrowIfBroken();
                host.Watched.ThrowIfBroken();
            }
            catch
            {
                Console.WriteLine($"in round {round}:");
                throw;
            }
        }

        /// <summary>Another live version than now, sometimes with a fallback or a canary.</summary>
        /// <param name="fresh">Whether all of it has to be loaded: what serves already needs no bytes.</param>
        private DeploymentPlan AnyPlan(bool fresh = false)
        {
            var others = versions.Good.Where(v => fresh ? _serving?.Versions.Contains(v) != true : v != _serving?.LiveVersion).ToArray();
            random.Shuffle(others);
            var live = DeploymentPlan.Live(others[0]);
            return random.Next(4) switch
            {
                0 => live.FallBackTo(others[1]),
                1 => live.Canary(others[1], 0.3),
                _ => live,
            };
        }

        private async Task SwapAsync(DeploymentPlan plan)
        {
            _plans.Begin(plan);
            await DeployAsync(plan);
            await AppliedAsync(plan);
        }

        private async Task AppliedAsync(DeploymentPlan plan)
        {
            await host.Models.RefreshAsync(OpenRegistry.Model).WaitAsync(Patience);
            _plans.Settle();
            _serving = plan;
            CheckServes(plan);
        }

        /// <summary>Deploys what can't be loaded: what serves goes on, and the host says why.</summary>
        private async Task FailAsync(FailureKind kind)
        {
            var (before, plan) = (_serving!, versions.Bad(kind) is { } bad ? DeploymentPlan.Live(bad) : AnyPlan(fresh: true));
            if (kind == FailureKind.RegistryGone)
            {
                using (versions.TakeAway())
                {
                    await RefuseAsync(plan, before);
                    _plans.Begin(plan);
                }

                await AppliedAsync(plan);
            }
            else
            {
                await RefuseAsync(plan, before);
            }

            verb.Tally.Add($"swaps that failed: {kind}", 1);
        }

        private async Task RefuseAsync(DeploymentPlan plan, DeploymentPlan before)
        {
            await DeployAsync(plan);
            try
            {
                await host.Models.RefreshAsync(OpenRegistry.Model).WaitAsync(Patience);
            }
            catch (MlOpsException)
            {
                CheckServes(before);
                return;
            }

            throw new BrokenException($"{plan} can't be loaded, and the host says that it serves");
        }

        private async Task DeployAsync(DeploymentPlan plan) => _inForce =
            await Elsewhere.DoAsync(() => registry.DeployAsync(OpenRegistry.Model, plan, _inForce, new("the next")));

        private void CheckServes(DeploymentPlan plan)
        {
            var status = host.Models.GetStatus(OpenRegistry.Model);
            BrokenException.Unless(
                status.Serving?.Plan == plan && status.Wanted == _inForce && status.Problem is null == (status.Serving == status.Wanted),
                () => $"{plan} should serve, {_inForce} be wanted, and the problem be said: {status}");
        }

        /// <summary>Nothing is left but what serves; what that takes is noted.</summary>
        private async Task LookAtMemoryAsync(int swaps)
        {
            var models = _serving!.Versions.Distinct().Count();
            var chains = _serving.CanaryVersion is null ? 1 : 2;
            await host.Watched.CollectAsync(models, chains);
            _memory.Add(swaps, GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);
        }
    }
}
