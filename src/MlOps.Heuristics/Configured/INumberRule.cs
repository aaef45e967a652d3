using System.Numerics;
using MlOps.Heuristics.Rules;

namespace MlOps.Heuristics.Configured;

/// <summary>A rule over one number of the answer, whatever the number's type.</summary>
internal interface INumberRule<TInput, TOutput, TOptions>
{
    Layer<TInput, TOutput> Over<TValue>(TOptions options, string column, Func<TOutput, TValue> get, Func<TOutput, TValue, TOutput> set)
        where TValue : struct, INumber<TValue>;
}
