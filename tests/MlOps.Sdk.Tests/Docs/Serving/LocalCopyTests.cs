namespace MlOps.Docs.Serving;

/// <summary>docs/registry.md, without the registry: a host that starts while it is away.</summary>
public sealed class LocalCopyTests
{
    private static readonly Person Row = new() { Age = 44, HoursPerWeek = 40 };
    private static readonly Page Page = new("docs/registry.md");

    [Fact]
    public async Task A_host_that_starts_without_its_registry_serves_the_same_and_follows_again()
    {
        await using var pipeline = new App();
        var directory = Path.Combine(pipeline.Directory, "models");
        var copies = Path.Combine(pipeline.Directory, "copies");
        pipeline.Services.AddModelRegistry().UseSqlite(directory);
        await IncomeModels.DeployBothAsync(pipeline.Registry);
        await using (var first = Host())
        {
            await first.StartAsync();
            Assert.Equal(2, (await first.Predictor.PredictAsync(Row)).Route!.Version);
            await first.Models.RefreshAsync("income");
        }

        Directory.Move(directory, directory + ".away");
        await using var host = Host();
        await host.StartAsync();
        await host.Models.RefreshAsync("income");

        Assert.Equal(2, (await host.Predictor.PredictAsync(Row)).Route!.Version);
        Assert.Equal((2, null), (host.Models.GetStatus("income").Serving!.Number, host.Models.GetStatus("income").Problem));
        var registry = host.Registry;

        DateTimeOffset? copied = registry.GetCopyTime("income");               // null while the registry itself answers

        Assert.NotNull(copied);
        Directory.Move(directory + ".away", directory);
        await pipeline.Registry.RollBackAsync("income", awayFrom: 2, because: new("a test"));
        await host.Models.RefreshAsync("income");
        Assert.Equal((1, null), ((await host.Predictor.PredictAsync(Row)).Route!.Version, registry.GetCopyTime("income")));
        Page.Names(typeof(RegistryCacheOptions).GetProperties().Select(p => p.Name));

        App Host()
        {
            var host = new App();
            var services = host.Services;

            services.AddModelRegistry().UseSqlite(o => (o.Directory, o.CreateIfMissing) = (directory, false)).CacheLocally(copies);

            services.AddModel<Person, Income>("income").FromRegistry().UseMLNet();
            return host;
        }
    }
}
