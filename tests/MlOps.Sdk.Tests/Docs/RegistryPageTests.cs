namespace MlOps.Docs;

/// <summary>docs/registry.md.</summary>
public class RegistryPageTests
{
    private static readonly Page Page = new("docs/registry.md");

    [Fact]
    public async Task A_registry_is_used_without_serving_anything()
    {
        await using var app = new App();
        var services = app.Services;
        var artifact = IncomeModels.Careful;
        var runId = "run-1";

        services.AddModelRegistry(o => o.Author = "training-pipeline").UseSqlite(directory: "models");

        var registry = app.Registry;

        ModelVersion version = await registry.RegisterAsync("income", artifact, new()
        {
            Owner = "team-census",
            Purpose = "weekly retrain",
            InputSchema = DataSchema.For<Person>(s => s.Column(r => r.Age).InRange(16, 99)),
            Metrics = { ["auc"] = Metric.Of(0.91, samples: 12_000, better: Direction.Higher) },
            RegistrationId = runId,                                        // a repeated step gets the version that it made
        });

        Assert.Equal(1, (await registry.RegisterAsync("income", artifact, new() { Owner = "o", Purpose = "p", RegistrationId = runId })).Number);
        await registry.RegisterAsync("income", IncomeModels.Careless, new() { Owner = "team-census", Purpose = "the second" });
        var Console = new StringWriter(); // The page prints; here it is compared.

        await foreach (var known in registry.ListVersionsAsync("income"))
        {
            Console.WriteLine($"{known}: {known.Purpose}, by {known.Author} for {known.Owner}");
        }

        Page.Prints(Console.ToString().Trim());

        Deployment? now = await registry.GetDeploymentAsync("income");
        await registry.DeployAsync("income", DeploymentPlan.Live(1), replacing: now, because: new("the first"));

        Assert.Null(now);
        string said = "";

        try
        {
            await registry.DeployAsync("income", DeploymentPlan.Live(2), replacing: now, because: new("AUC +0.012"));
        }
        catch (DeploymentConflictException e)
        {
            now = e.Current;                                               // somebody was faster: look at it, and decide again
            said = e.Message;
        }

        Assert.Contains("none, but #1 (live v1", said, StringComparison.Ordinal);
        await registry.DeployAsync("income", DeploymentPlan.Live(2).FallBackTo(1), replacing: now, because: new("AUC +0.012"));

        RollBackResult back = await registry.RollBackAsync("income", awayFrom: 2, because: new("null rate of hours-per-week jumped"));

        Page.Prints(back.Explanation);
        Assert.False((await registry.RollBackAsync("income", awayFrom: 2, because: new("me too"))).Changed);
        Console.GetStringBuilder().Clear();

        await foreach (var entry in registry.GetHistoryAsync("income"))
        {
            Console.WriteLine($"{entry}, because: {entry.Because}");
        }

        Page.Prints(Console.ToString().Trim());
        Assert.True(File.Exists(Path.Combine(app.Directory, "models", "registry.db")));
        Assert.True(File.Exists(Path.Combine(app.Directory, "models", "artifacts", version.Artifact.Digest[..2], version.Artifact.Digest)));
    }

    [Fact]
    public async Task A_watch_tells_what_is_in_force_and_whatever_comes_later()
    {
        await using var app = new App();
        app.Services.AddModelRegistry().UseSqlite(directory: "models");
        var registry = app.Registry;
        await IncomeModels.DeployBothAsync(registry);
        using var stopping = new CancellationTokenSource();
        var told = new TaskCompletionSource<Deployment>();
        var watching = WatchAsync(stopping.Token);

        Assert.Equal("income #2: live v2, fallback v1", (await told.Task.WaitAsync(TimeSpan.FromSeconds(30))).ToString());
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);

        async Task WatchAsync(CancellationToken stop)
        {
            await foreach (var deployment in registry.WatchAsync(stop))
            {
                await TellTheTeamAsync(deployment);
            }
        }

        Task TellTheTeamAsync(Deployment deployment)
        {
            told.TrySetResult(deployment);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public void The_page_names_every_option() =>
        Page.Names(typeof(RegistryOptions).GetProperties().Concat(typeof(SqliteRegistryOptions).GetProperties()).Select(p => p.Name));

    [Fact]
    public void The_page_says_the_rule_for_names() => Assert.Contains(ModelName.Rule, Page.Text.Replace('\n', ' '), StringComparison.Ordinal);
}
