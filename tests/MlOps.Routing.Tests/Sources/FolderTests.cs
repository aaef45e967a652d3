using MlOps.Fakes;
using MlOps.Runtimes;

namespace MlOps.Sources;

/// <summary>Versions that are folders.</summary>
public class FolderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_folder_is_there_while_its_version_loads_and_gone_after()
    {
        string? during = null;
        TextRuntime? runtime = null;
        runtime = new TextRuntime
        {
            ReadsFolders = true,
            BeforeLoad = _ =>
            {
                during = File.ReadAllText(Path.Combine(runtime!.Folder!, "model.txt"));
                Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Path.GetDirectoryName(runtime.Folder)!) == (UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
                return Task.CompletedTask;
            },
        };
        var registry = new FakeRegistry { HasFolders = true }.With("one");
        registry.Deploy(DeploymentPlan.Live(1));
        await using var services = Setup.Provider(registry, runtime);

        Assert.Equal("one", (await services.Predictor().PredictAsync(new Row(1), Token)).Value.By);
        Assert.Equal("one", during);
        Assert.Equal(0, registry.Opens);
        Assert.False(Path.Exists(Path.GetDirectoryName(runtime.Folder)));
    }

    [Theory]
    [InlineData("broken")]
    [InlineData("nothing")]
    public async Task A_folder_is_gone_also_where_its_version_can_not_be_loaded(string text)
    {
        var runtime = new TextRuntime { ReadsFolders = true };
        var registry = new FakeRegistry { HasFolders = true }.With(text);
        registry.Deploy(DeploymentPlan.Live(1));
        await using var services = Setup.Provider(registry, runtime);

        Assert.Equal(PredictionOutcome.Unavailable, (await services.Predictor().PredictAsync(new Row(1), Token)).Outcome);
        Assert.False(Path.Exists(Path.GetDirectoryName(runtime.Folder)));
    }

    [Fact]
    public async Task A_runtime_that_knows_files_alone_fails_with_the_reason()
    {
        var registry = new FakeRegistry { HasFolders = true }.With("one");
        registry.Deploy(DeploymentPlan.Live(1));
        await using var services = Setup.Provider(registry, new TextRuntime());

        Assert.Equal(PredictionOutcome.Unavailable, (await services.Predictor().PredictAsync(new Row(1), Token)).Outcome);
        Assert.Contains("'m v1' is a folder", services.Host().GetStatus("m").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_is_read_of_a_folder_as_of_a_file_says_that_it_is_one()
    {
        await using var content = ModelContent.OfFolder("m v1", "/somewhere").Content;

        Assert.Throws<ModelLoadException>(() => content.Length);
        Assert.Throws<ModelLoadException>(() => content.Position);
        Assert.Throws<ModelLoadException>(() => content.ReadByte());
        Assert.Throws<ModelLoadException>(() => content.Seek(0, SeekOrigin.Begin));
        await Assert.ThrowsAsync<ModelLoadException>(() => content.CopyToAsync(Stream.Null, Token));
        Assert.Contains("FromFile", Assert.Throws<ModelLoadException>(() => content.ReadExactly(new byte[1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FromFile_of_a_folder_says_what_to_do()
    {
        await using var services = Setup.Provider(m => m.FromFile(Path.GetTempPath()).AddRuntime(_ => new TextRuntime()));

        await services.Predictor().PredictAsync(new Row(1), Token);
        Assert.Contains("is a folder, and FromFile takes one file", services.Host().GetStatus("m").Problem, StringComparison.Ordinal);
    }
}
