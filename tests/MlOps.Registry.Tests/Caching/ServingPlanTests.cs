namespace MlOps.Registry.Caching;

/// <summary>Which of two plans stands in, where hosts say what they serve.</summary>
public sealed class ServingPlanTests : IDisposable
{
    private readonly CachedHost _host = new();

    public void Dispose() => _host.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_plan_that_was_loaded_and_refused_does_not_take_the_place_of_the_one_that_serves()
    {
        var registry = _host.Open();
        var first = await DeployAsync(1);
        await ServeAsync(registry);
        await DeployAsync(2);
        await CachedHost.ServeAsync(registry);
        await DeployAsync(3);
        await CachedHost.ServeAsync(registry);
        _host.Clock.Advance(TimeSpan.FromMinutes(2));
        await registry.GetDeploymentAsync("m", Token);
        _host.IsAway = true;

        var restarted = _host.Open();
        Assert.Equal(first, await ServeAsync(restarted));

        // What is refused again when the registry is back is so, too.
        _host.IsAway = false;
        await CachedHost.ServeAsync(restarted);
        _host.IsAway = true;
        Assert.Equal(first, await ServeAsync(_host.Open()));

        _host.IsAway = false;
        var last = await DeployAsync(2);
        await ServeAsync(restarted);
        _host.IsAway = true;
        Assert.Equal(last, await ServeAsync(_host.Open()));
        Assert.DoesNotContain(_host.Files, f => f.EndsWith(".before", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_one_process_serves_stands_in_for_all_and_one_that_is_late_changes_nothing()
    {
        var (early, late) = (_host.Open(), _host.Open());
        await DeployAsync(1);
        await ServeAsync(early);
        var first = (await late.GetDeploymentAsync("m", Token))!;
        var second = await DeployAsync(2);
        await ServeAsync(early);
        await late.ReportServingAsync(first);
        _host.Clock.Advance(TimeSpan.FromMinutes(2));
        await late.GetDeploymentAsync("m", Token);
        _host.IsAway = true;

        Assert.Equal(second, await ServeAsync(_host.Open()));
    }

    [Fact]
    public async Task What_serves_is_said_again_where_the_directory_was_emptied()
    {
        var registry = _host.Open();
        var first = await DeployAsync(1);
        await ServeAsync(registry);
        Array.ForEach(_host.Files, File.Delete);
        _host.Clock.Advance(TimeSpan.FromMinutes(2));
        await CachedHost.ServeAsync(registry);
        await DeployAsync(2);
        await CachedHost.ServeAsync(registry);
        _host.IsAway = true;

        Assert.Equal(first, await ServeAsync(_host.Open()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0000")]
    public async Task A_mark_that_says_nothing_leaves_the_last_plan_that_is_here(string mark)
    {
        var registry = _host.Open();
        await DeployAsync(1);
        await ServeAsync(registry);
        await File.WriteAllTextAsync(_host.Only(".serving"), mark, TestContext.Current.CancellationToken);
        var restarted = _host.Open();
        var second = await DeployAsync(2);
        await CachedHost.ServeAsync(restarted);
        _host.IsAway = true;

        Assert.Equal(second, await ServeAsync(_host.Open()));
    }

    private async Task<Deployment> DeployAsync(byte seed) =>
        await _host.DeployAsync("m", DeploymentPlan.Live((await _host.RegisterAsync("m", seed)).Number));

    private static async Task<Deployment> ServeAsync(IModelRegistry registry)
    {
        var (plan, _) = await CachedHost.ServeAsync(registry);
        await registry.ReportServingAsync(plan);
        return plan;
    }
}
