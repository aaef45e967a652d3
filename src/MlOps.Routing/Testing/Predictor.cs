using MlOps.Routing.Testing;

namespace MlOps;

/// <summary>Makes predictors for tests of code that uses a model.</summary>
public static class Predictor
{
    /// <summary>
    /// A predictor that answers every row with a function, as the live route of a model called <paramref name="name"/>. As with a real
    /// model, a function that throws or returns null ends as <see cref="PredictionOutcome.Unavailable"/>.
    /// </summary>
    public static IPredictor<TInput, TOutput> FromFunction<TInput, TOutput>(Func<TInput, TOutput> answer, string name = "fake")
    {
        ArgumentNullException.ThrowIfNull(answer);
        var route = new Route(ModelName.Checked(name, nameof(name)), null, "function", RouteRole.Live);
        return new FakePredictor<TInput, TOutput>(route, input => Answer(answer, input, route));
    }

    /// <summary>
    /// A predictor whose outcomes a function makes by hand, for what an app does when there is no answer. An answer without a route gets
    /// the live route of a model called <paramref name="name"/>.
    /// </summary>
    public static IPredictor<TInput, TOutput> FromPredictions<TInput, TOutput>(Func<TInput, Prediction<TOutput>> predict, string name = "fake")
    {
        ArgumentNullException.ThrowIfNull(predict);
        return new FakePredictor<TInput, TOutput>(new Route(ModelName.Checked(name, nameof(name)), null, "function", RouteRole.Live), predict);
    }

    private static Prediction<TOutput> Answer<TInput, TOutput>(Func<TInput, TOutput> answer, TInput input, Route route)
    {
        try
        {
            return answer(input) is { } given
                ? Prediction.Answered(given)
                : Prediction.Unavailable<TOutput>(UnavailableReason.NoRouteLeft, new RouteAttempt(route, AttemptFailure.InvalidAnswer));
        }
#pragma warning disable CA1031 // As a model's would, whatever it throws is a failure of its route.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Prediction.Unavailable<TOutput>(UnavailableReason.NoRouteLeft, new RouteAttempt(route, AttemptFailure.Threw) { Exception = e });
        }
    }
}
