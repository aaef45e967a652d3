using Microsoft.Extensions.Logging.Abstractions;
using MlOps.Registry.Building;
using MlOps.Registry.Stores;

namespace MlOps.Registry.Verification;

public class StrayTests
{
    [Fact]
    public async Task What_lies_in_a_store_and_is_not_its_own_is_told_and_no_fault()
    {
        var store = new InMemoryArtifactStore();
        var registry = new ModelRegistry(new InMemoryRegistryStore(), store, new(), TimeProvider.System, NullLogger.Instance);
        store.Plant("notes\u001b[2J\n.txt", [1]);

        var report = await registry.VerifyAsync(TestContext.Current.CancellationToken);

        Assert.Equal((RegistryProblemKind.StrayFile, "notes?[2J?.txt"), Assert.Single(report.Problems) is { } p ? (p.Kind, p.Where) : default);
        Assert.True(report.IsSound);
    }
}
