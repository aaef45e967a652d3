using BenchmarkDotNet.Attributes;

namespace MlOps.Benchmarks;

/// <summary>What guarding a prediction costs: 12 input rules, a route with one fallback, one output rule, two heuristics.</summary>
[MemoryDiagnoser]
public class HotPath
{
    private GuardedModel _model = null!;
    private BenchScore _score = new();

    [Params("linear", "lightgbm")]
    public string Model { get; set; } = "";

    [GlobalSetup]
    public void SetUp() => _model = GuardedModel.Create(Model);

    [GlobalCleanup]
    public void CleanUp() => _model.Dispose();

    [Benchmark(Baseline = true)]
    public float Bare()
    {
        _model.Engine.Predict(_model.Row, ref _score);
        return _score.Probability;
    }

    [Benchmark]
    public float Guarded() => _model.Predictor.PredictAsync(_model.Row).GetAwaiter().GetResult().Value.Probability;
}
