namespace MlOps.Endurance.Crash;

public sealed class TruthTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Truth _truth = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_under_way_may_have_come_to_be_or_not(bool came)
    {
        Hear(Try("a", 1), new Acknowledged(1), Try("b", 2));
        await _folder.RegisterAsync(1, "a");
        if (came)
        {
            await _folder.RegisterAsync(2, "b");
        }

        Assert.Equal(came, _truth.Settle(await ShownAsync()));
        Assert.Equal(came ? 2 : 1, _truth.Versions.Count);
        Assert.Null(_truth.UnderWay);
    }

    [Fact]
    public async Task What_was_acknowledged_and_is_lost_is_broken()
    {
        Hear(Try("a", 1), new Acknowledged(1), Try("b", 2), new Acknowledged(2));
        await _folder.RegisterAsync(1, "a");

        Assert.StartsWith("version 2 was acknowledged and is lost", await BrokenAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("c", 2)]
    [InlineData("b", 3)]
    public async Task Another_version_than_the_one_under_way_is_broken(string id, int seed)
    {
        Hear(Try("a", 1), new Acknowledged(1), Try("b", 2));
        await _folder.RegisterAsync(1, "a");
        await _folder.RegisterAsync(seed, id);

        Assert.StartsWith("version 2 is ", await BrokenAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_nobody_tried_is_broken()
    {
        Hear(Try("a", 1), new Acknowledged(1), new Changing("live v1", AwayFrom: null));
        await _folder.RegisterAsync(1, "a");
        await _folder.RegisterAsync(1);

        Assert.StartsWith("version 2 is there and nobody tried it", await BrokenAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("live v1", null, true)]
    [InlineData("live v1, fallback v2", null, false)]
    [InlineData("live v1", 2, false)]
    public async Task The_plan_in_force_is_the_one_that_was_tried_or_broken(string plan, int? awayFrom, bool holds)
    {
        Hear(Try("a", 1), new Acknowledged(1), new Changing(plan, awayFrom));
        await _folder.RegisterAsync(1, "a");
        await _folder.DeployAsync(1);

        if (holds)
        {
            Assert.True(_truth.Settle(await ShownAsync()));
        }
        else
        {
            Assert.StartsWith("deployment 1 is ", await BrokenAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_number_that_does_not_follow_is_broken() =>
        Assert.Throws<BrokenException>(() => Hear(Try("a", 1), new Acknowledged(1), Try("b", 1), new Acknowledged(1)));

    public void Dispose() => _folder.Dispose();

    private static Registering Try(string id, int seed) => new(id, seed, 2_000, Content.Of(seed, 2_000).Digest);

    private void Hear(params JournalEntry[] entries) => Array.ForEach(entries, _truth.Hear);

    private Task<Shown> ShownAsync() => Shown.ReadAsync(_folder.Registry);

    private async Task<string> BrokenAsync()
    {
        var shown = await ShownAsync();
        return Assert.Throws<BrokenException>(() => _truth.Settle(shown)).Message;
    }
}
