namespace MlOps.Endurance.Shadow;

/// <summary>Holds what a host says of a shadow to what was done to it.</summary>
internal static class EvidenceDue
{
    /// <summary>What holds at any time, also while rows are under way.</summary>
    public static void Judge(CandidateEvidence evidence) => BrokenException.Unless(
        Settled(evidence) <= evidence.Sampled && evidence.Sampled <= evidence.Seen,
        () => $"parts are larger than the whole: {Text(evidence)}");

    /// <summary>Whether no row is under way any more.</summary>
    public static bool IsComplete(CandidateEvidence evidence) => Settled(evidence) == evidence.Sampled && evidence.Sampled == evidence.Seen;

    /// <summary>What holds once the plans with the shadow have ended.</summary>
    /// <param name="kind">What the shadow does.</param>
    /// <param name="evidence">What the host says.</param>
    /// <param name="answered">How many rows live answered beside it, at most.</param>
    /// <param name="exactly">Whether it were just as many.</param>
    public static void Judge(ShadowKind kind, CandidateEvidence evidence, long answered, bool exactly)
    {
        Judge(evidence);
        Unless(IsComplete(evidence), "rows are under way where no plan has a shadow any more");
        Unless(exactly ? evidence.Seen == answered : evidence.Seen <= answered, $"live answered {answered} rows beside it");
        Unless(evidence is { Unpaired: 0, Differed: 0 }, "each pair should agree, and each row have one");
        Unless(
            evidence.Failed.Keys.Order().SequenceEqual(kind.Failures().Order()),
            $"it should fail with {(kind.Failures() is { Length: > 0 } some ? string.Join(" and ", some) : "nothing")}");
        Unless(evidence.Agreed > 0 == (kind.Failures().Length == 0), "it should agree if it answers at all");
        Unless(evidence.Dropped > 0 || !kind.IsTooSlow(), "rows should be dropped, as it can't take all of them");
        Unless(evidence.LiveLatency.Count == evidence.Sampled, "each sampled row should have live's time");
        Unless(evidence.CandidateLatency.Count == evidence.Agreed, "each answer should have the shadow's time");

        void Unless(bool holds, string what) => BrokenException.Unless(holds, () => $"a shadow that {kind.Text()}: {what}: {Text(evidence)}");
    }

    private static long Settled(CandidateEvidence evidence) => evidence.Compared + evidence.Dropped + evidence.Unpaired;

    private static string Text(CandidateEvidence e) =>
        $"{e.Seen} seen, {e.Sampled} sampled, {e.Agreed} agreed, {e.Differed} differed, {e.Dropped} dropped, {e.Unpaired} unpaired, "
        + $"{string.Join(", ", e.Failed.Select(f => $"{f.Value} {f.Key}"))}; times: {e.LiveLatency.Count} of live, {e.CandidateLatency.Count} of the shadow";
}
