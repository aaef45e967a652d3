using MlOps.Registry.Conformance;

namespace MlOps.Registry.Sqlite;

public sealed class SqliteConformanceTests : RegistryConformance
{
    private readonly TemporaryRegistry _registry = new();
    private readonly TemporaryRegistry _elsewhere = new();

    protected override void AddStore(IModelRegistryBuilder builder) => builder.UseSqlite(_registry.Directory);

    protected override IReadOnlyList<string> Snapshot() => _registry.Snapshot();

    protected override void AddStoreElsewhere(IModelRegistryBuilder builder) => builder.UseSqlite(_elsewhere.Directory);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _registry.Dispose();
        _elsewhere.Dispose();
    }
}
