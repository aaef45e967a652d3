using Microsoft.Extensions.DependencyInjection;

namespace MlOps.Family;

/// <summary>Validation, heuristics and routing together: what a prediction says was broken is about the answer that it carries.</summary>
public sealed class ChangedAnswerTests
{
    [Fact]
    public async Task A_changed_answer_carries_its_own_soft_violations_and_the_inputs()
    {
        var prediction = await PredictAsync(probability: 0.95f, changedTo: 0.05f, new() { Hours = float.NaN });

        Assert.Equal(0.05f, prediction.Value.Probability);
        Assert.Equal(
            [("Hours", "required", "NaN"), ("Probability", "range", "0.05")],
            prediction.Violations.Select(v => (v.Column, v.Rule, v.Observed)));
    }

    [Fact]
    public async Task The_violations_of_the_answer_before_are_gone_with_it()
    {
        var prediction = await PredictAsync(probability: 0.95f, changedTo: 0.5f, new() { Hours = float.NaN });

        Assert.Equal("Hours", Assert.Single(prediction.Violations).Column);
        Assert.Empty((await PredictAsync(probability: 0.95f, changedTo: 0.5f, new() { Hours = 40 })).Violations);
    }

    [Fact]
    public async Task A_change_that_breaks_a_hard_rule_leaves_the_answer_before_with_its_violations()
    {
        var prediction = await PredictAsync(probability: 0.95f, changedTo: 7, new() { Hours = 40 });

        Assert.Equal(0.95f, prediction.Value.Probability);
        Assert.Equal("0.95", Assert.Single(prediction.Violations).Observed);
        Assert.Equal(HeuristicEffect.Failed, Assert.Single(prediction.Heuristics).Effect);
    }

    private static async Task<Prediction<Score>> PredictAsync(float probability, float changedTo, Row row)
    {
        var services = new ServiceCollection();
        services.AddModel<Row, Score>("income")
            .FromFunction(_ => new() { Probability = probability })
            .ValidateInput(s => s.Column(r => r.Hours).Tolerated())
            .ValidateOutput(s => s.Column(p => p.Probability).InRange(0, 1).InRange(0.1, 0.9, Severity.Soft))
            .AddHeuristic("always", when: (_, _) => true, change: (_, score) => score with { Probability = changedTo });
        await using var provider = services.BuildServiceProvider();
        return await provider.GetRequiredService<IPredictor<Row, Score>>().PredictAsync(row, TestContext.Current.CancellationToken);
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
