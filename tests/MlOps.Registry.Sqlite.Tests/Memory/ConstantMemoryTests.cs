using Microsoft.Data.Sqlite;

namespace MlOps.Registry.Sqlite.Memory;

/// <summary>However many versions there are and however large one is, memory stays the same.</summary>
[Collection(nameof(Alone))]
public sealed class ConstantMemoryTests : IDisposable
{
    private const int Versions = 20_000;
    private const long MiB = 1 << 20;

    private readonly TemporaryRegistry _registry = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_walk_through_all_versions_keeps_none_of_them(bool newestFirst)
    {
        var registry = await FillAsync();
        var query = new VersionQuery { NewestFirst = newestFirst, Metrics = [new("auc")], LeaveOutRetired = true };
        await registry.FindVersionsAsync("income", query with { Limit = 200 }, Stop).CountAsync(Stop);
        var (before, growth, seen) = (GC.GetTotalMemory(forceFullCollection: true), 0L, 0);

        await foreach (var version in registry.FindVersionsAsync("income", query, Stop))
        {
            if (++seen % 5_000 == 0)
            {
                growth = Math.Max(growth, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }

        Assert.Equal(Versions, seen);
        Assert.True(growth < 4 * MiB, $"The heap grew by {growth / MiB} MiB.");
    }

    [Fact]
    public async Task A_large_artifact_is_registered_and_opened_without_being_held_in_memory()
    {
        const long Size = (64 * MiB) + 1;
        var path = Path.Combine(_registry.Parent, "large.bin");
        await using (var file = File.Create(path))
        {
            file.SetLength(Size);
        }

        var registry = _registry.Open();
        await registry.RegisterAsync("income", ModelArtifact.FromBytes(new byte[MiB], "test"), new(), Stop);
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var version = await registry.RegisterAsync("income", ModelArtifact.FromFile(path, "test"), new(), Stop);
        await using (var stream = await registry.OpenAsync(version, Stop))
        {
            await stream.CopyToAsync(Stream.Null, Stop);
        }

        Assert.Equal(Size, version.Artifact.Size);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.True(allocated < 8 * MiB, $"{allocated / MiB} MiB were allocated.");
    }

    public void Dispose() => _registry.Dispose();

    // A commit for each would take minutes: one is registered, and its record written under the other numbers.
    private async Task<IModelRegistry> FillAsync()
    {
        var registry = _registry.Open();
        await registry.RegisterAsync("income", ModelArtifact.FromBytes(new byte[1], "test"), new() { Metrics = { ["auc"] = Metric.Of(0.9) } }, Stop);
        using var connection = new SqliteConnection($"Data Source={_registry.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            $"""
            WITH RECURSIVE numbers (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM numbers WHERE n < {Versions})
            INSERT INTO versions (model, number, artifact_digest, document)
            SELECT model, n, artifact_digest, replace(document, '"number":1,', '"number":' || n || ',') FROM versions, numbers WHERE number = 1
            """;
        command.ExecuteNonQuery();
        return registry;
    }
}
