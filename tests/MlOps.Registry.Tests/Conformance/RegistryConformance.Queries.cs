namespace MlOps.Registry.Conformance;

public abstract partial class RegistryConformance
{
    public static TheoryData<string, VersionQuery> QueriesThatMakeNoSense => new()
    {
        { "Limit", new() { Limit = 0 } },
        { "After", new() { After = 0 } },
        { "RegisteredFrom", new() { RegisteredFrom = DateTimeOffset.UnixEpoch, RegisteredTo = DateTimeOffset.UnixEpoch } },
        { "Author", new() { Author = "" } },
        { "DataSet", new() { DataSet = " " } },
        { "Tag", new() { Tag = "\t" } },
        { "BestBy", new() { BestBy = " " } },
        { "After", new() { BestBy = "auc", After = 3 } },
        { "NewestFirst", new() { BestBy = "auc", NewestFirst = true } },
        { "Better", new() { Better = Direction.Lower } },
        { "Better", new() { BestBy = "auc", Better = (Direction)7 } },
        { "names its metric", new() { Metrics = [new("")] } },
        { "names its metric", new() { Metrics = [null!] } },
        { "VersionQuery.Metrics is null", new() { Metrics = null! } },
        { "from 0.9 to 0.8", new() { Metrics = [new("auc") { AtLeast = 0.9, AtMost = 0.8 }] } },
        { "finite", new() { Metrics = [new("auc") { AtLeast = double.NaN }] } },
        { "finite", new() { Metrics = [new("auc") { AtMost = double.PositiveInfinity }] } },
    };

    [Theory]
    [MemberData(nameof(QueriesThatMakeNoSense), DisableDiscoveryEnumeration = true)]
    public void A_query_that_makes_no_sense_is_refused_when_it_is_asked(string said, VersionQuery query)
    {
        var refused = Assert.Throws<ArgumentException>(() => { _ = Open().FindVersionsAsync("income", query, Stop); });
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        Assert.Equal("query", refused.ParamName);
    }

    [Fact]
    public async Task Versions_are_found_by_who_registered_them_when_on_which_data_with_which_tag_and_by_their_metrics()
    {
        await RegisterForQueriesAsync();

        Assert.Equal([2], await FindAsync(new() { Author = "ada" }));
        Assert.Equal([2, 3], await FindAsync(new() { RegisteredFrom = Clock.GetUtcNow().AddHours(-2) }));
        Assert.Equal([1, 2], await FindAsync(new() { RegisteredTo = Clock.GetUtcNow().AddHours(-1) }));
        Assert.Equal([1, 3], await FindAsync(new() { DataSet = "may" }));
        Assert.Equal([2], await FindAsync(new() { Tag = "audited" }));
        Assert.Equal([1, 2], await FindAsync(new() { LeaveOutRetired = true }));
        Assert.Equal([2], await FindAsync(new() { Metrics = [new("auc") { AtLeast = 0.9 }] }));
        Assert.Equal([1], await FindAsync(new() { Metrics = [new("auc") { AtMost = 0.89 }] }));
        Assert.Equal([2, 1], await FindAsync(new() { Metrics = [new("auc")], NewestFirst = true }));
        Assert.Equal([1], await FindAsync(new() { Metrics = [new("auc")], DataSet = "may" }));
        Assert.Empty(await FindAsync(new() { Author = "ADA" }));
        Assert.Empty(await Open().FindVersionsAsync("nothing", new() { Tag = "audited", NewestFirst = true }, Stop).ToListAsync(Stop));
    }

    [Fact]
    public async Task The_best_are_those_with_a_value_in_the_direction_that_the_metric_has_and_of_equal_ones_the_earlier()
    {
        await RegisterForQueriesAsync();

        Assert.Equal([2], await FindAsync(new() { BestBy = "auc" }));
        Assert.Equal([2, 1], await FindAsync(new() { BestBy = "auc", Limit = 10 }));
        Assert.Equal([1, 3, 2], await FindAsync(new() { BestBy = "loss", Limit = 3 }));
        Assert.Equal([1], await FindAsync(new() { BestBy = "loss" }));
        Assert.Equal([2], await FindAsync(new() { BestBy = "loss", Better = Direction.Higher }));
        Assert.Empty(await FindAsync(new() { BestBy = "recall" }));
    }

    [Fact]
    public async Task What_is_evaluated_later_is_no_metric_of_a_query()
    {
        await RegisterForQueriesAsync();
        await Open().AddEvaluationAsync("income", 1, "june", new Dictionary<string, Metric> { ["auc"] = Metric.Of(0.99), ["recall"] = Metric.Of(1) }, Stop);

        Assert.Equal([2], await FindAsync(new() { BestBy = "auc" }));
        Assert.Empty(await FindAsync(new() { Metrics = [new("recall")] }));
    }

    [Fact]
    public async Task Where_versions_disagree_which_way_is_better_it_has_to_be_said()
    {
        var registry = Open();
        await registry.RegisterAsync("income", Artifact(1), Spec with { Metrics = new Dictionary<string, Metric> { ["rmse"] = Metric.Of(3) } }, Stop);
        await registry.RegisterAsync(
            "income", Artifact(2), Spec with { Metrics = new Dictionary<string, Metric> { ["rmse"] = Metric.Of(2, better: Direction.Lower) } }, Stop);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => FindAsync(new() { BestBy = "rmse" }));
        Assert.Contains("Higher is better to income v1 and Lower to income v2", refused.Message, StringComparison.Ordinal);
        Assert.Equal([2], await FindAsync(new() { BestBy = "rmse", Better = Direction.Lower }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pages_share_no_version_and_pass_none_over_while_others_register(bool newestFirst)
    {
        const int Before = 120;
        var registry = await OpenWithVersionsAsync(Before);
        using var read = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 2).Select(seed => Task.Run(
            async () =>
            {
                // Each page is read while there is more than when the one before was.
                var other = Open();
                do
                {
                    await other.RegisterAsync("income", Artifact(seed), Spec, Stop);
                }
                while (!read.IsCancellationRequested);
            },
            Stop)).ToList();

        var (numbers, after, size) = (new List<int>(), (int?)null, 7);
        do
        {
            var page = await FindAsync(new() { NewestFirst = newestFirst, After = after, Limit = size });
            Assert.True(page.Count <= size);
            numbers.AddRange(page);
            after = page is [.., var last] && (newestFirst || last < Before) ? last : null;
        }
        while (after is not null);

        await read.CancelAsync();
        await Task.WhenAll(writers);
        var expected = newestFirst ? Enumerable.Range(1, numbers[0]).Reverse() : Enumerable.Range(1, numbers[^1]);
        Assert.Equal(expected, numbers);
        Assert.True(numbers.Count >= Before);
    }

    private async Task RegisterForQueriesAsync()
    {
        await RegisterAsync("tester", "may", Metric.Of(0.88), Metric.Of(1, better: Direction.Lower));
        await RegisterAsync("ada", null, Metric.Of(0.9), Metric.Of(2, better: Direction.Lower));
        await RegisterAsync("tester", "may", Metric.Failed("no labels"), Metric.Of(1, better: Direction.Lower));
        var registry = Open();
        await registry.AddTagAsync("income", 1, "audited", Stop);
        await registry.AddTagAsync("income", 2, "audited", Stop);
        await registry.RemoveTagAsync("income", 1, "audited", Stop);
        await registry.RetireAsync("income", 3, Because, Stop);

        async Task RegisterAsync(string author, string? data, Metric auc, Metric loss)
        {
            await Open(o => o.Author = author).RegisterAsync(
                "income",
                Artifact(0),
                Spec with
                {
                    Lineage = data is null ? null : new() { DataSet = new(data) },
                    Metrics = new Dictionary<string, Metric> { ["auc"] = auc, ["loss"] = loss },
                },
                Stop);
            Clock.Advance(TimeSpan.FromHours(1));
        }
    }

    private async Task<List<int>> FindAsync(VersionQuery query) =>
        await Open().FindVersionsAsync("income", query, Stop).Select(v => v.Number).ToListAsync(Stop);
}
