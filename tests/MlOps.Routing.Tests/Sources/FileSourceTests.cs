using MlOps.Fakes;

namespace MlOps.Sources;

public sealed class FileSourceTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("mlops-file-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_file_answers_by_its_name_and_a_new_file_is_followed()
    {
        var path = Path.Combine(_directory, "model.txt");
        await File.WriteAllTextAsync(path, "one", Token);
        var runtime = new TextRuntime();
        await using var services = Setup.Provider(m => m
            .FromFile(path, o =>
            {
                o.Watch = true;
                o.PollInterval = TimeSpan.FromMilliseconds(10);
            })
            .AddRuntime(_ => runtime));
        var prediction = await services.Predictor().PredictAsync(new Row(1), Token);
        Assert.Equal("one", prediction.Value.By);
        Assert.Equal(new Route("m", null, "model.txt", RouteRole.Live), prediction.Route);

        var first = runtime.Loaded.Single();
        await Replace(path, "another");
        await first.Disposed.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        Assert.Equal("another", (await services.Predictor().PredictAsync(new Row(1), Token)).Value.By);

        await Replace(path, "broken");
        await Assert.ThrowsAsync<MlOpsException>(() => services.Host().RefreshAsync("m", Token));
        Assert.Equal("another", (await services.Predictor().PredictAsync(new Row(1), Token)).Value.By);

        File.Delete(path);
        await Assert.ThrowsAsync<MlOpsException>(() => services.Host().RefreshAsync("m", Token));
        Assert.Equal("another", (await services.Predictor().PredictAsync(new Row(1), Token)).Value.By);
    }

    [Fact]
    public async Task A_missing_file_is_said_by_the_prediction_and_by_the_status()
    {
        var path = Path.Combine(_directory, "none.txt");
        await using var services = Setup.Provider(m => m.FromFile(path).AddRuntime(_ => new TextRuntime()));
        var prediction = await services.Predictor().PredictAsync(new Row(1), Token);
        Assert.Equal(UnavailableReason.NoRouteLeft, prediction.Reason);
        Assert.Contains(path, prediction.ToString(), StringComparison.Ordinal);
        Assert.Contains(path, services.Host().GetStatus("m").Problem, StringComparison.Ordinal);
    }

    // Whole at once: a host that looks meanwhile would meet a file half written.
    private static async Task Replace(string path, string text)
    {
        await File.WriteAllTextAsync(path + ".new", text, Token);
        File.Move(path + ".new", path, overwrite: true);
    }
}
