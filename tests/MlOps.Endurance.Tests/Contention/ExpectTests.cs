namespace MlOps.Endurance.Contention;

public sealed class ExpectTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Two_winners_none_and_a_loser_who_was_told_something_else_are_broken()
    {
        await _folder.RegisterAsync(1);
        await _folder.DeployAsync(1);
        var before = await Shown.ReadAsync(_folder.Registry);
        using var winner = new OpenRegistry(_folder.Open.Folder, Crowd.NameOf(0));
        await winner.Registry.DeployAsync(OpenRegistry.Model, DeploymentPlan.Live(1), before.History[0], new("a test"), TestContext.Current.CancellationToken);
        var after = await Shown.ReadAsync(_folder.Registry);
        var won = Answer.Of(after.History[1], before.History[0], changed: true);
        var lost = won with { Changed = false };

        Expect.OneWon("promote", before, after, [won, lost]);

        Assert.StartsWith("promote: 2 won", Broken(won, won), StringComparison.Ordinal);
        Assert.StartsWith("promote: 0 won", Broken(lost, lost), StringComparison.Ordinal);
        Assert.Contains("process 1 was told #1", Broken(won, lost with { Number = 1 }), StringComparison.Ordinal);
        Assert.Contains("process 1 was told that it won", Broken(lost, won), StringComparison.Ordinal);
        Assert.Contains("process 1 was told that #2 was replaced", Broken(won, lost with { Replaced = 2 }), StringComparison.Ordinal);

        string Broken(params Answer[] answers) => Assert.Throws<BrokenException>(() => Expect.OneWon("promote", before, after, answers)).Message;
    }

    [Fact]
    public async Task A_number_given_twice_and_a_version_too_few_are_broken()
    {
        Register[] orders = [new(_folder.Open.Folder, 1, 2_000, null), new(_folder.Open.Folder, 2, 2_000, null)];
        var made = new List<Answer>();
        foreach (var order in orders)
        {
            using var process = new OpenRegistry(_folder.Open.Folder, Crowd.NameOf(made.Count));
            made.Add(Answer.Of(await process.Registry.RegisterAsync(
                OpenRegistry.Model, order.MakeContent().ToArtifact(), new(), TestContext.Current.CancellationToken)));
        }

        var after = await Shown.ReadAsync(_folder.Registry);

        Expect.EachHasItsOwn("register", Shown.Nothing, after, [.. made], orders);

        Assert.StartsWith("register: a number was given twice: 1 1", Broken(Shown.Nothing, made[0], made[0]), StringComparison.Ordinal);
        Assert.StartsWith("register: income v2 should be ", Broken(Shown.Nothing, made[1], made[0]), StringComparison.Ordinal);
        Assert.StartsWith("register: of 2 versions, 4 should have become, and 2 did", Broken(after, made[0], made[1]), StringComparison.Ordinal);
        Assert.StartsWith(
            "register: of 0 versions, 1 should have become, and 2 did",
            Assert.Throws<BrokenException>(() => Expect.AllHaveOne("register", Shown.Nothing, after, [.. made], orders)).Message,
            StringComparison.Ordinal);

        string Broken(Shown before, params Answer[] answers) =>
            Assert.Throws<BrokenException>(() => Expect.EachHasItsOwn("register", before, after, answers, orders)).Message;
    }

    public void Dispose() => _folder.Dispose();
}
