namespace MlOps.Endurance.Contention;

/// <summary>What must be so after all acted at once.</summary>
internal static class Expect
{
    /// <summary>Each registered a version of its own: its bytes, under the number that it was told.</summary>
    public static void EachHasItsOwn(string what, Shown before, Shown after, Answer[] answers, Register[] orders)
    {
        CheckGrowth(what, before, after, versions: answers.Length, deployments: 0);
        BrokenException.Unless(answers.DistinctBy(a => a.Number).Count() == answers.Length, () => $"{what}: a number was given twice: {Numbers(answers)}");
        for (var i = 0; i < answers.Length; i++)
        {
            BrokenException.Unless(
                answers[i].Number > before.Versions.Count && answers[i].Number <= after.Versions.Count,
                () => $"{what}: {Crowd.NameOf(i)} was told number {answers[i].Number}, which is none of the new ones");
            CheckVersion(what, after.Versions[answers[i].Number - 1], Crowd.NameOf(i), orders[i]);
        }
    }

    /// <summary>All registered with one id: one made the version, and all were told of it.</summary>
    public static void AllHaveOne(string what, Shown before, Shown after, Answer[] answers, Register[] orders)
    {
        CheckGrowth(what, before, after, versions: 1, deployments: 0);
        var made = after.Versions[^1];
        BrokenException.Unless(answers.All(a => a.Number == made.Number), () => $"{what}: {made} was made, and told were {Numbers(answers)}");
        var maker = Array.FindIndex([.. answers.Select((_, i) => Crowd.NameOf(i))], name => name == made.Author);
        BrokenException.Unless(maker >= 0, () => $"{what}: {made} was made by {made.Author}, who is none of them");
        CheckVersion(what, made, made.Author, orders[maker]);
    }

    /// <summary>One made the one new deployment, of what it had seen; all others were told of that one.</summary>
    public static void OneWon(string what, Shown before, Shown after, Answer[] answers)
    {
        var winners = Enumerable.Range(0, answers.Length).Where(i => answers[i].Changed).Select(i => Crowd.NameOf(i)).ToArray();
        BrokenException.Unless(winners.Length == 1, () => $"{what}: {winners.Length} won: {string.Join(", ", winners)}");
        CheckGrowth(what, before, after, versions: 0, deployments: 1);
        var (replaced, made) = (before.History[^1], after.History[^1]);
        BrokenException.Unless(made.Author == winners[0], () => $"{what}: {winners[0]} was told that it won, and {made} is by {made.Author}");
        for (var i = 0; i < answers.Length; i++)
        {
            var answer = answers[i];
            BrokenException.Unless(
                (answer.Number, answer.Plan, answer.Author) == (made.Number, made.Plan.ToString(), made.Author),
                () => $"{what}: {made} by {made.Author} is in force, and {Crowd.NameOf(i)} was told #{answer.Number} ({answer.Plan}) by {answer.Author}");
            BrokenException.Unless(
                answer.Replaced is null || answer.Replaced == replaced.Number,
                () => $"{what}: {Crowd.NameOf(i)} was told that #{answer.Replaced} was replaced, and it was {replaced}");
        }
    }

    /// <summary>The last deployment went away from a version, back to a plan.</summary>
    public static void WentBack(string what, Shown after, int awayFrom, DeploymentPlan to)
    {
        var made = after.History[^1];
        BrokenException.Unless(
            made.RolledBackFrom == awayFrom && made.Plan == to, () => $"{what}: from v{awayFrom} back to {to} was due, and {made} was made");
    }

    private static void CheckGrowth(string what, Shown before, Shown after, int versions, int deployments)
    {
        CheckList(what, "versions", [.. before.Versions.Select(KeyOf)], [.. after.Versions.Select(KeyOf)], versions);
        CheckList(what, "deployments", before.History, after.History, deployments);
    }

    private static void CheckList<T>(string what, string of, IReadOnlyList<T> before, IReadOnlyList<T> after, int more)
    {
        BrokenException.Unless(
            after.Count == before.Count + more, () => $"{what}: of {before.Count} {of}, {before.Count + more} should have become, and {after.Count} did");
        BrokenException.Unless(before.SequenceEqual(after.Take(before.Count)), () => $"{what}: {of} changed that were there before");
    }

    private static void CheckVersion(string what, ModelVersion version, string author, Register order)
    {
        var due = (order.Id, author, order.MakeContent().Digest);
        BrokenException.Unless(
            KeyOf(version) == due, () => $"{what}: {version} should be {due}, and is {KeyOf(version)}");
    }

    private static (string? Id, string Author, string Digest) KeyOf(ModelVersion version) => (version.RegistrationId, version.Author, version.Artifact.Digest);

    private static string Numbers(Answer[] answers) => string.Join(' ', answers.Select(a => a.Number));
}
