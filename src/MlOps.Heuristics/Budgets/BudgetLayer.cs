using MlOps.Heuristics.Rules;

namespace MlOps.Heuristics.Budgets;

/// <summary>Lets at most so many alerts through in any span of a length.</summary>
internal sealed class BudgetLayer<TInput, TOutput> : Layer<TInput, TOutput>
{
    private readonly Func<TInput, TOutput, bool> _when;
    private readonly TimeProvider _time;
    private readonly TimeSpan _per;
    private readonly Spending _spending;

    public BudgetLayer(BudgetOptions options, RuleContext context, Func<TInput, TOutput, bool> when)
    {
        (_when, _time, _per) = (when, context.Time, options.Per);
        _spending = context.Remembered(() => new Spending(), spending => spending.Resize(options.Maximum));
    }

    public override Func<TInput, TOutput, bool> MayFire => _when;

    public override HeuristicDecision<TOutput> Decide(TInput input, TOutput answer) => _spending.TrySpend(_time, _per)
        ? HeuristicDecision<TOutput>.Keep
        : HeuristicDecision<TOutput>.Suppress("the budget is spent");
}
