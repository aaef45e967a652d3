using System.Numerics;

namespace MlOps.Heuristics.Rules;

/// <summary>A rule over one number of the answer.</summary>
internal abstract class NumberLayer<TInput, TOutput, TValue>(Func<TOutput, TValue> get) : Layer<TInput, TOutput>
    where TValue : struct, INumber<TValue>
{
    protected TValue Number(TOutput answer) => get(answer);

    public override double Change(TOutput before, TOutput after) => double.CreateSaturating(get(after)) - double.CreateSaturating(get(before));
}
