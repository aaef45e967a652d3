namespace MlOps.Docs.Heuristics;

/// <summary>A rule with a service of its own.</summary>
public sealed class WeekendDiscount(TimeProvider time) : IHeuristic<House, Price>
{
    public string Name => "weekend discount";

    public HeuristicDecision<Price> Decide(House input, Price answer) =>
        time.GetUtcNow().DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday
            ? HeuristicDecision<Price>.Change(answer with { Amount = answer.Amount * 0.9 }, "weekend")
            : HeuristicDecision<Price>.Keep;
}
