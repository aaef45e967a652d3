using System.Numerics;

namespace MlOps.Heuristics.Rules;

/// <summary>Options speak of numbers as double; an answer's number may be of another type.</summary>
internal static class Bounds
{
    /// <summary>The number in the answer's type; one that is out of the type's range becomes its end.</summary>
    /// <exception cref="ArgumentException">The answer's number is a whole one, and this isn't.</exception>
    public static TValue In<TValue>(double number, string option)
        where TValue : INumber<TValue> => IsWhole<TValue>() && double.IsFinite(number) && !double.IsInteger(number)
        ? throw new ArgumentException($"{option} is {number}, and the answer's number is a whole one ({typeof(TValue).Name}): give a whole number.")
        : TValue.CreateSaturating(number);

    private static bool IsWhole<TValue>()
        where TValue : INumber<TValue> => TValue.One / (TValue.One + TValue.One) == TValue.Zero;
}
