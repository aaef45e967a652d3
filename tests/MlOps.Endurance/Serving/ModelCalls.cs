using System.Diagnostics;

namespace MlOps.Endurance.Serving;

/// <summary>Calls one model with one row after the other, and judges each answer.</summary>
/// <param name="predictor">The model.</param>
/// <param name="plans">Which plans could serve when.</param>
/// <param name="answersOf">What a version answers.</param>
internal sealed class ModelCalls(IPredictor<House, Price> predictor, CurrentPlans plans, Func<int, Trained> answersOf)
{
    private int _next;
    private long _byCanary;

    /// <summary>How many answers a canary gave.</summary>
    public long ByCanary => Interlocked.Read(ref _byCanary);

    public async Task CallAsync()
    {
        var row = (Interlocked.Increment(ref _next) & int.MaxValue) % Trained.Rows.Length;
        var began = Stopwatch.GetTimestamp();
        Judge(row, began, await predictor.PredictAsync(Trained.Rows[row]).ConfigureAwait(false));
    }

    private void Judge(int row, long began, Prediction<Price> answer)
    {
        BrokenException.Unless(
            answer.Outcome == PredictionOutcome.Answered && answer.Attempts.Count == 0, () => $"a prediction failed: {answer}");
        var version = answer.Route?.Version;
        BrokenException.Unless(plans.Had(version, began), () => $"v{version} answered, which was in no plan while the call lasted; the latest are {plans}");
        var due = answersOf(version!.Value).AnswerTo(row);
        BrokenException.Unless(answer.Value.Score == due, () => $"v{version} answered {answer.Value.Score} to row {row}, and is known to answer {due}");
        if (answer.Route!.Role == RouteRole.Canary)
        {
            Interlocked.Increment(ref _byCanary);
        }
    }
}
