using CsCheck;
using Microsoft.Extensions.Time.Testing;
using MlOps.Routing.Health;
using Polly;
using Polly.CircuitBreaker;

namespace MlOps.Health;

/// <summary>A route's health goes through the same states as Polly's circuit breaker that is told the same outcomes at the same times.</summary>
public class PollyAsOracleTests
{
    private static readonly Route Route = new("m", 1, "v1", RouteRole.Live);

    private static readonly Gen<CircuitBreakerOptions> Options = Gen.Select(
        Gen.Int[0, 10], Gen.Int[2, 12], Gen.Int[5, 40], Gen.Int[5, 30], (ratio, throughput, sampling, pause) => new CircuitBreakerOptions
        {
            FailureRatio = ratio / 10.0,
            MinimumThroughput = throughput,
            SamplingDuration = TimeSpan.FromMilliseconds(100 * sampling),
            BreakDuration = TimeSpan.FromMilliseconds(100 * pause),
        });

    // Most calls come soon after each other, some after a slice, a window or a break, often to the tick.
    private static readonly Gen<int> Pause = Gen.Frequency(
        (6, Gen.Int[0, 3]), (3, Gen.Int[1, 8].Select(i => i * 50)), (2, Gen.Int[0, 1500]), (1, Gen.Int[5, 40].Select(i => i * 100)));

    private static readonly Gen<(int Pause, Step Step)[]> Steps = Gen.Double[0, 1].SelectMany(share => Gen.Select(
        Pause,
        Gen.Select(Gen.Double[0, 1], Gen.Int[0, 99]).Select(g => g switch
        {
            (_, 0) => Step.SetAside,
            (_, 1) => Step.Restore,
            var (x, _) => x < share ? Step.Fails : Step.Answers,
        })).Array[1, 80]);

    private enum Step
    {
        Answers,
        Fails,
        SetAside,
        Restore,
    }

    [Fact]
    public void Health_has_the_transitions_of_Pollys_circuit_breaker() => Gen.Select(Options, Steps).Sample(
        (options, steps) =>
        {
            var clock = new FakeTimeProvider();
            using var circuit = new RouteCircuit(Route, options, clock, (_, _) => { });
            var control = new ControlledBreaker(options, clock);
            foreach (var (pause, step) in steps)
            {
                clock.Advance(TimeSpan.FromMilliseconds(pause));
                if (control.Do(step) != Do(circuit, step) || control.State != circuit.Look().State.ToString())
                {
                    return false;
                }
            }

            return true;
        },
        iter: 20_000,
        print: t => $"{t.Item1.FailureRatio} {t.Item1.MinimumThroughput} {t.Item1.SamplingDuration} {t.Item1.BreakDuration}: {string.Join(" ", t.Item2)}");

    /// <summary>Returns whether a call was let in.</summary>
    private static bool Do(RouteCircuit circuit, Step step)
    {
        switch (step)
        {
            case Step.SetAside:
                circuit.SetAside();
                return true;
            case Step.Restore:
                circuit.Restore();
                return true;
        }

        var admission = circuit.Enter();
        if (admission.Refusal is not null)
        {
            return false;
        }

        if (step == Step.Answers)
        {
            circuit.Succeeded(admission.Probe);
        }
        else
        {
            circuit.Failed(new(Route, AttemptFailure.Threw), admission.Probe);
        }

        return true;
    }

    private sealed class ControlledBreaker
    {
        private readonly CircuitBreakerManualControl _control = new();
        private readonly CircuitBreakerStateProvider _state = new();
        private readonly ResiliencePipeline<bool> _pipeline;

        public ControlledBreaker(CircuitBreakerOptions options, TimeProvider clock) => _pipeline = new ResiliencePipelineBuilder<bool> { TimeProvider = clock }
            .AddCircuitBreaker(new()
            {
                FailureRatio = options.FailureRatio,
                MinimumThroughput = options.MinimumThroughput,
                SamplingDuration = options.SamplingDuration,
                BreakDuration = options.BreakDuration,
                ShouldHandle = new PredicateBuilder<bool>().HandleResult(false),
                ManualControl = _control,
                StateProvider = _state,
            })
            .Build();

        public string State => _state.CircuitState.ToString();

        // Nothing here waits: the outcomes are there at once.
        public bool Do(Step step)
        {
            switch (step)
            {
                case Step.SetAside:
                    return _control.IsolateAsync().IsCompletedSuccessfully;
                case Step.Restore:
                    return _control.CloseAsync().IsCompletedSuccessfully;
            }

            var context = ResilienceContextPool.Shared.Get();
            var outcome = _pipeline.ExecuteOutcomeAsync<bool, Step>(static (_, step) => new(Outcome.FromResult(step == Step.Answers)), context, step).Result;
            ResilienceContextPool.Shared.Return(context);
            return outcome.Exception is null;
        }
    }
}
