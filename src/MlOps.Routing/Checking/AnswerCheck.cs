using System.Collections.Immutable;
using MlOps.Checks;

namespace MlOps.Routing.Checking;

/// <summary>All that is asked of one route's answers: that there is one, that its numbers are finite unless allowed, and the declared rules.</summary>
internal sealed class AnswerCheck<TOutput>(FiniteCheck<TOutput>? finite, IRowCheck<TOutput>? rules)
{
    private static readonly ImmutableArray<Violation> Missing =
        [new("", "required", Severity.Hard, "an answer") { Observed = "null", Missing = MissingState.Null }];

    public ImmutableArray<Violation> Check(TOutput? answer)
    {
        if (answer is null)
        {
            return Missing;
        }

        var violations = rules is null ? ImmutableArray<Violation>.Empty : rules.Check(answer);
        return finite is null || finite.IsFinite(answer)
            ? violations
            : [.. violations, .. finite.Explain(answer).Where(f => violations.All(v => v.Column != f.Column || v.Severity != Severity.Hard))];
    }
}
