namespace MlOps.Validation.Batches;

/// <summary>Makes one verdict of the rules and of what is asked beside them.</summary>
internal static class BatchJudge
{
    public static Verdict Judge(BatchState state, IReadOnlyList<RuleReport> rules, BatchLimits limits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limits.MinRows, nameof(limits.MinRows));
        if (limits.MaxInvalidShare is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(limits), limits.MaxInvalidShare, "A share lies from 0 to 1.");
        }

        if (state.Rows == 0)
        {
            return Verdict.Inconclusive("The batch is empty.");
        }

        List<Verdict> verdicts = [];
        if (!state.IsComplete)
        {
            verdicts.Add(Verdict.Inconclusive("The batch was not read to its end."));
        }

        if (state.Rows < limits.MinRows)
        {
            verdicts.Add(Verdict.Inconclusive(FormattableString.Invariant($"The batch has {state.Rows} rows, and at least {limits.MinRows} are asked for.")));
        }

        var allowed = (double)state.InvalidRows / state.Rows <= limits.MaxInvalidShare;
        if (state.InvalidRows > 0)
        {
            var text = FormattableString.Invariant($"{state.InvalidRows} of {state.Rows} rows are invalid, and a share of {limits.MaxInvalidShare:0.####} is allowed");
            verdicts.Add(allowed ? Verdict.Warn(text) : Verdict.Fail(text));
        }

        verdicts.AddRange(rules.Select((r, i) =>
            allowed && r.Verdict.Kind == VerdictKind.Fail && state.Plan.Entries[i].IsOfRows ? Verdict.Warn(r.ToString()) : r.Verdict));
        return Verdict.All(verdicts);
    }
}
