using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace MlOps.Checking;

/// <summary>Validation, heuristics and routing together: a clamp knows by what answers are checked.</summary>
public sealed class NeverFiringClampTests
{
    [Fact]
    public async Task A_clamp_within_which_code_checks_the_answers_of_a_function_is_told_of()
    {
        var logs = new FakeLogCollector();
        var services = new ServiceCollection();
        services.AddLogging(l => l.AddProvider(new FakeLoggerProvider(logs)));
        services.AddModel<Row, Score>("income")
            .FromFunction(_ => new() { Probability = 0.5f })
            .ValidateOutput(s => s.Column(p => p.Probability).InRange(0, 1))
            .Clamp("band", p => p.Probability, 0, 1, (p, v) => p with { Probability = v })
            .Clamp("tight", p => p.Probability, 0.1, 1, (p, v) => p with { Probability = v });
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<IPredictor<Row, Score>>().PredictAsync(new(), TestContext.Current.CancellationToken);
        var told = Assert.Single(logs.GetSnapshot(), r => r.Id.Id == 201);
        Assert.Contains(
            "Heuristic band of model income can never fire on an answer of income 'function' (live): answers are checked to have Probability from 0 to 1",
            told.Message,
            StringComparison.Ordinal);
    }

    private sealed record Row
    {
        public float Hours { get; init; }
    }

    private sealed record Score
    {
        public float Probability { get; init; }
    }
}
