namespace MlOps.Registry.Caching;

/// <summary>The budget: what goes, in which order, and what stays.</summary>
public sealed class CacheRoomTests : IDisposable
{
    private const int Size = 100_000;
    private readonly CachedHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task What_no_plan_names_goes_first_and_what_the_last_plan_needs_stays()
    {
        var registry = Open(2.5);
        for (byte i = 1; i <= 6; i++)
        {
            await DeployAsync("m", i);
            await CachedHost.ServeAsync(registry);
            _host.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.InRange(Total(), 1, 2.5 * Size);
        _host.IsAway = true;
        Assert.Equal(Bytes(6), Assert.Single((await CachedHost.ServeAsync(Open(2.5))).Bytes));
        Assert.Equal(0, _host.Logged(3012));
    }

    [Fact]
    public async Task A_plan_gives_way_to_the_next_one_where_there_is_room_for_one_alone()
    {
        var registry = Open(1.5);
        await DeployAsync("m", 1);
        await CachedHost.ServeAsync(registry);
        await DeployAsync("m", 2);
        await CachedHost.ServeAsync(registry);
        _host.IsAway = true;

        Assert.Equal(Bytes(2), Assert.Single((await CachedHost.ServeAsync(Open(1.5))).Bytes));
    }

    [Fact]
    public async Task A_plan_that_is_larger_than_the_budget_is_told_once_and_nothing_of_it_is_kept()
    {
        var registry = Open(1.5);
        await _host.RegisterAsync("m", Bytes(1));
        await _host.RegisterAsync("m", Bytes(2));
        await _host.DeployAsync("m", DeploymentPlan.Live(1).FallBackTo(2));

        Assert.Equal(2, (await CachedHost.ServeAsync(registry)).Bytes.Length);
        await CachedHost.ServeAsync(registry);

        Assert.Contains("its versions have 200000 bytes", Assert.Single(_host.Log, l => l.Id == 3012).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(_host.Files, f => !f.EndsWith(".record", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_in_force_is_not_given_up_for_another_model()
    {
        var registry = Open(1.5);
        await DeployAsync("a", 1);
        await DeployAsync("b", 2);
        await CachedHost.ServeAsync(registry, "a");
        await CachedHost.ServeAsync(registry, "b");
        Assert.Equal(1, _host.Logged(3012));
        _host.IsAway = true;

        await CachedHost.ServeAsync(Open(1.5), "a");
        await Assert.ThrowsAsync<RegistryUnavailableException>(() => CachedHost.ServeAsync(Open(1.5), "b"));
    }

    private IModelRegistry Open(double budget) => _host.Open(o => o.MaxBytes = (long)(budget * Size));

    private static byte[] Bytes(byte seed) => [.. Enumerable.Repeat(seed, Size)];

    private long Total() => _host.Files.Sum(f => new FileInfo(f).Length);

    private async Task DeployAsync(string model, byte seed) =>
        await _host.DeployAsync(model, DeploymentPlan.Live((await _host.RegisterAsync(model, Bytes(seed))).Number));
}
