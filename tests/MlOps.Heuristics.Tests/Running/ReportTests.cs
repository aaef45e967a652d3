using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace MlOps.Heuristics.Running;

public class ReportTests
{
    [Fact]
    public void A_dry_run_changes_nothing_and_is_recorded_with_the_answers_before_and_after_if_asked()
    {
        var (answer, _) = Of(m => m.Clamp("band", p => p, 0, 10, (_, v) => v, o => (o.DryRun, o.RecordAnswers) = (true, true)));
        var prediction = answer(new(1), 12);
        Assert.Equal(12, prediction.Value);
        var fired = Assert.Single(prediction.Heuristics);
        Assert.Equal((HeuristicEffect.WouldChange, (object)12f, (object)10f), (fired.Effect, fired.Before, fired.After));
    }

    [Fact]
    public void The_report_counts_measures_and_finds_what_someone_should_look_at()
    {
        var (answer, reports) = Of(m => m
            .AddHeuristic("up", (_, _) => true, (_, v) => v + 1, o => o.Expires = DateTimeOffset.UnixEpoch)
            .AddHeuristic("down", (_, _) => true, (_, v) => v - 1)
            .SuppressWhen("never", (_, _) => false)
            .SuppressWhen("broken", (_, _) => throw new InvalidOperationException()));
        for (var i = 0; i < 20; i++)
        {
            answer(new(1), 5);
        }

        var report = reports().Of("m", minRuns: 20);
        Assert.Equal([20, 20, 20, 20], report.Rules.Select(r => r.Runs));
        Assert.Equal((20, 1d, 1d), (report.Rules[0].Changes, report.Rules[0].MeanChange!.Value, report.Rules[0].LargestChange!.Value));
        Assert.Equal(20, report.Rules[3].Failures);
        Assert.Equal(
            ["Expired up", "AlwaysFires up", "AlwaysFires down", "NeverFires never", "Fails broken", "NeverFires broken", "Undoes down", "Overlaps down"],
            report.Findings.Select(f => $"{f.Kind} {f.Rule}"));
    }

    private static (Func<Row, float, Prediction<float>> Answer, Func<HeuristicReports> Reports) Of(Action<FakeBuilder<Row, float>> rules)
    {
        var builder = FakeBuilder<Row, float>.With(rules);
        builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider());
        return (builder.Answerer(), () => builder.Provider.GetRequiredService<HeuristicReports>());
    }
}
