namespace MlOps.Endurance;

public sealed class ShownTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("gone")]
    [InlineData("cut short")]
    public async Task A_version_without_its_bytes_is_broken(string damage)
    {
        var version = await _folder.RegisterAsync(1);
        var file = Path.Combine(_folder.Open.Folder, "artifacts", version.Artifact.Digest[..2], version.Artifact.Digest);
        var shown = await Shown.ReadAsync(_folder.Registry);
        await shown.OpenAllAsync();

        if (damage == "gone")
        {
            File.Delete(file);
        }
        else
        {
            await File.WriteAllBytesAsync(file, Content.Of(1, 2_000).Bytes[..^1], TestContext.Current.CancellationToken);
        }

        var broken = await Assert.ThrowsAsync<BrokenException>(() => shown.OpenAllAsync());
        Assert.Contains("income v1", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_whole_is_shown()
    {
        await _folder.RegisterAsync(1);
        await _folder.RegisterAsync(2);
        await _folder.DeployAsync(1);
        await _folder.DeployAsync(2);

        var shown = await Shown.ReadAsync(_folder.Registry);

        Assert.Equal([1, 2], shown.Versions.Select(v => v.Number));
        Assert.Equal([1, 2], shown.History.Select(d => d.Plan.LiveVersion));
    }

    public void Dispose() => _folder.Dispose();
}
