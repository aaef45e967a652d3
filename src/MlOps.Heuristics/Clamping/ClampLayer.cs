using System.Globalization;
using System.Numerics;
using MlOps.Heuristics.Rules;

namespace MlOps.Heuristics.Clamping;

/// <summary>Puts a number that is out of a band at its nearer end. NaN is left to the answer's check.</summary>
internal sealed class ClampLayer<TInput, TOutput, TValue>(
    ClampOptions options, string? column, Func<TOutput, TValue> get, Func<TOutput, TValue, TOutput> set)
    : NumberLayer<TInput, TOutput, TValue>(get)
    where TValue : struct, INumber<TValue>
{
    private readonly TValue _minimum = Bounds.In<TValue>(options.Minimum, nameof(options.Minimum));
    private readonly TValue _maximum = Bounds.In<TValue>(options.Maximum, nameof(options.Maximum));
    private readonly string _below = string.Create(CultureInfo.InvariantCulture, $"below {options.Minimum}");
    private readonly string _above = string.Create(CultureInfo.InvariantCulture, $"above {options.Maximum}");

    public override Func<TInput, TOutput, bool> MayFire => IsOut;

    private bool IsOut(TInput input, TOutput answer)
    {
        var number = Number(answer);
        return number < _minimum || number > _maximum;
    }

    public override HeuristicDecision<TOutput> Decide(TInput input, TOutput answer) => Number(answer) < _minimum
        ? HeuristicDecision<TOutput>.Change(set(answer, _minimum), _below)
        : HeuristicDecision<TOutput>.Change(set(answer, _maximum), _above);

    public override string? WhyNever(DataSchema schema)
    {
        // Only a hard rule keeps an answer from coming here.
        var range = schema.Columns
            .Where(c => c.Name == column)
            .SelectMany(c => c.Rules.OfType<RangeRule>())
            .FirstOrDefault(r => r.SeverityInRow() == Severity.Hard && options.Minimum <= r.Minimum && options.Maximum >= r.Maximum);
        return range is null ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"answers are checked to have {column} from {range.Minimum} to {range.Maximum}, and the clamp leaves {options.Minimum} to {options.Maximum} alone. Tighten it or take it out");
    }
}
