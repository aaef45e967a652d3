using System.Collections.Immutable;
using MlOps.Checks;

namespace MlOps.Routing.Checking;

/// <summary>All that is asked of one route's answers: that there is one, that its numbers are finite unless allowed, and the declared rules.</summary>
internal sealed class AnswerCheck<TOutput>(FiniteCheck<TOutput>? finite, IRowCheck<TOutput>? rules)
{
    private static readonly ImmutableArray<Violation> Missing =
        [new("answer", "required", Severity.Hard, "one that is not null") { Observed = "null", Missing = MissingState.Null }];

    /// <summary>The declared rules; null where there are none, or where nobody knows.</summary>
    public DataSchema? Schema => rules?.Schema;

    /// <summary>Whether an answer holds what is sensitive.</summary>
    public bool HidesAnswers => rules?.IsSensitive == true;

    public ImmutableArray<Violation> Check(TOutput? answer)
    {
        if (answer is null)
        {
            return Missing;
        }

        var violations = rules is null ? ImmutableArray<Violation>.Empty : rules.Check(answer);
        return finite is null || finite.IsFinite(answer) ? violations : Join(violations, finite.Explain(answer));
    }

    // A column that a rule found missing is not told a second time.
    private static ImmutableArray<Violation> Join(ImmutableArray<Violation> violations, ImmutableArray<Violation> notFinite) =>
        [.. violations, .. notFinite.Where(f => violations.All(v => v.Column != f.Column || v.Severity != Severity.Hard))];
}
