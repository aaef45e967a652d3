namespace MlOps.Registry.Caching;

/// <summary>Copies that were lost, or never came to the disk, while a host runs.</summary>
public sealed class MissingCopiesTests : IDisposable
{
    private readonly CachedHost _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData(".bytes")]
    [InlineData(".record")]
    public async Task What_was_lost_is_kept_again_by_later_looks(string extension)
    {
        await DeployAsync();
        var registry = _host.Open();
        await CachedHost.ServeAsync(registry);
        Lose(extension);

        await LookUntilAsync(registry, IsWhole);
        _host.IsAway = true;
        Assert.Equal([[1]], (await CachedHost.ServeAsync(_host.Open())).Bytes);
    }

    [Fact]
    public async Task What_was_loaded_from_copies_is_kept_again_when_the_registry_is_back()
    {
        await DeployAsync();
        await CachedHost.ServeAsync(_host.Open());
        _host.IsAway = true;
        var registry = _host.Open();
        await CachedHost.ServeAsync(registry);
        Lose("");
        _host.IsAway = false;

        await LookUntilAsync(registry, IsWhole);
        _host.IsAway = true;
        Assert.Equal([[1]], (await CachedHost.ServeAsync(_host.Open())).Bytes);
    }

    [Fact]
    public async Task What_can_not_be_kept_is_told_once_and_tried_again()
    {
        await DeployAsync();
        var registry = _host.Open();
        await CachedHost.ServeAsync(registry);
        var bytes = _host.Only(".bytes");
        File.Delete(bytes);

        // Nothing can be put in its place.
        Directory.CreateDirectory(bytes);
        await LookUntilAsync(registry, () => _host.Logged(3011) > 0);
        for (var i = 0; i < 20; i++)
        {
            await LookAsync(registry);
        }

        Assert.Equal(1, _host.Logged(3011));
        Directory.Delete(bytes);
        await LookUntilAsync(registry, IsWhole);
    }

    [Fact]
    public async Task Who_only_looks_at_plans_fetches_nothing()
    {
        await DeployAsync();
        var registry = _host.Open();
        for (var i = 0; i < 5; i++)
        {
            await LookAsync(registry);
        }

        Assert.EndsWith(".plan", Assert.Single(_host.Files), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_all_is_there_no_copy_is_read_and_nothing_is_asked_for()
    {
        await DeployAsync();
        var registry = _host.Open();
        await CachedHost.ServeAsync(registry);
        var bytes = _host.Only(".bytes");
        await File.WriteAllBytesAsync(bytes, [9], TestContext.Current.CancellationToken);
        _host.Artifacts.Fault = new InvalidOperationException("It was asked for bytes.");
        for (var i = 0; i < 5; i++)
        {
            await LookAsync(registry);
        }

        Assert.Equal([9], await File.ReadAllBytesAsync(bytes, TestContext.Current.CancellationToken));
        Assert.Equal(0, _host.Logged(3010) + _host.Logged(3011));
    }

    private async Task DeployAsync()
    {
        await _host.RegisterAsync("m", 1);
        await _host.DeployAsync("m", DeploymentPlan.Live(1));
    }

    private void Lose(string extension) => Array.ForEach(_host.Files.Where(f => f.EndsWith(extension, StringComparison.Ordinal)).ToArray(), File.Delete);

    private bool IsWhole() => _host.Files is { Length: 3 } files && files.All(f => !f.EndsWith(".tmp", StringComparison.Ordinal));

    private async Task LookUntilAsync(IModelRegistry registry, Func<bool> holds)
    {
        for (var i = 0; i < 100 && !holds(); i++)
        {
            await LookAsync(registry);
        }

        Assert.True(holds());
    }

    // What a look begins runs apart from it.
    private async Task LookAsync(IModelRegistry registry)
    {
        _host.Clock.Advance(TimeSpan.FromMinutes(2));
        await registry.GetDeploymentAsync("m");
        await Task.Delay(20);
    }
}
