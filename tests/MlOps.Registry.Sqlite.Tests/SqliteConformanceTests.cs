using MlOps.Registry.Conformance;

namespace MlOps.Registry.Sqlite;

public sealed class SqliteConformanceTests : RegistryConformance
{
    private readonly TemporaryRegistry _registry = new();

    protected override void AddStore(IModelRegistryBuilder builder) => builder.UseSqlite(_registry.Directory);

    protected override IReadOnlyList<string> Snapshot() => _registry.Snapshot();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _registry.Dispose();
    }
}
