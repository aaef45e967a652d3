using MlOps.Registry.Json;
using MlOps.Registry.Stores;

namespace MlOps.Registry.Transfer;

public class ImporterTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_an_outage_interrupted_is_completed_by_importing_again()
    {
        var file = await Transfers.ExportAsync(await Transfers.SmallAsync(3));
        var store = new InMemoryRegistryStore();
        var registry = Transfers.Registry(store);
        var adding = 0;
        store.Before = name =>
        {
            if (name == nameof(IRegistryStore.TryAddVersionAsync) && ++adding == 2)
            {
                throw new RegistryUnavailableException("the disk is away");
            }
        };

        await Assert.ThrowsAsync<RegistryUnavailableException>(() => Transfers.ImportAsync(registry, file));
        Assert.Equal(1, await registry.ListVersionsAsync("m", Stop).CountAsync(Stop));
        var completed = await Transfers.ImportAsync(registry, file);

        Assert.Equal([(1, null), (2, 1), (3, 2)], completed.Select(v => (v.Number, v.Lineage?.ParentVersion)));
        Assert.Equal(3, await registry.ListVersionsAsync("m", Stop).CountAsync(Stop));
    }

    [Fact]
    public async Task Nobody_can_take_the_place_of_an_import_beforehand()
    {
        var there = await Transfers.SmallAsync();
        var id = "import:" + VersionIdentity.Of(await there.GetVersionAsync("m", 1, Stop)).Digest;

        var refused = await Assert.ThrowsAsync<ArgumentException>(() =>
            Transfers.Registry().RegisterAsync("m", ModelArtifact.FromBytes(new byte[1], "test"), new() { Owner = "o", Purpose = "p", RegistrationId = id }, Stop));
        Assert.Contains("import:", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_that_make_no_sense_are_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Transfers.Registry().ImportAsync(Stream.Null, new() { Model = "Con" }, Stop));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Transfers.Registry().ImportAsync(Stream.Null, new() { MaxBytes = -1 }, Stop));
    }
}
