using MlOps.Routing.Testing;

namespace MlOps;

/// <summary>Makes predictors for tests of code that uses a model.</summary>
public static class Predictor
{
    /// <summary>A predictor that answers every row with a function; its route is the live one of a model called <paramref name="name"/>.</summary>
    public static IPredictor<TInput, TOutput> FromFunction<TInput, TOutput>(Func<TInput, TOutput> answer, string name = "fake")
    {
        ArgumentNullException.ThrowIfNull(answer);
        var route = new Route(ModelName.Checked(name, nameof(name)), null, "function", RouteRole.Live);
        return new FakePredictor<TInput, TOutput>(input => Prediction.Answered(answer(input)) with { Route = route, Assigned = route });
    }

    /// <summary>A predictor whose outcomes a function makes by hand, for what an app does when there is no answer.</summary>
    public static IPredictor<TInput, TOutput> FromPredictions<TInput, TOutput>(Func<TInput, Prediction<TOutput>> predict)
    {
        ArgumentNullException.ThrowIfNull(predict);
        return new FakePredictor<TInput, TOutput>(predict);
    }
}
