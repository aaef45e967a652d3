using System.Runtime.CompilerServices;
using MlOps.Checks;

namespace MlOps.Routing.Checking;

/// <summary>
/// Step 2 of the life of a prediction: a row that breaks a hard rule of the live version's schema reaches no model; one that breaks
/// soft rules does, and its prediction carries them.
/// </summary>
internal sealed class InputCheckStage<TInput, TOutput>(IRowCheck<TInput> check, Route assigned, IModel<TInput, TOutput> inner)
    : IModel<TInput, TOutput>
{
    [MethodImpl(MethodImplOptions.NoInlining)] // Stages inlined into each other share one large frame, which every call would have to clear.
    public ValueTask<Prediction<TOutput>> PredictAsync(TInput input, CancellationToken cancellationToken)
    {
        var violations = check.Check(input);
        return violations.IsEmpty
            ? inner.PredictAsync(input, cancellationToken)
            : violations.HasHard()
                ? new(Prediction.Rejected<TOutput>(violations) with { Assigned = assigned })
                : PassWithAsync(violations, inner.PredictAsync(input, cancellationToken));
    }

    private static async ValueTask<Prediction<TOutput>> PassWithAsync(IReadOnlyList<Violation> soft, ValueTask<Prediction<TOutput>> pending)
    {
        var prediction = await pending.ConfigureAwait(false);
        return prediction with { Violations = [.. soft, .. prediction.Violations] };
    }
}
