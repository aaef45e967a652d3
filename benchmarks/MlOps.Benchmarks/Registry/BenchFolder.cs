using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace MlOps.Benchmarks.Registry;

/// <summary>A registry in a temporary folder, which goes with this.</summary>
internal sealed class BenchFolder : IDisposable
{
    private readonly List<ServiceProvider> _opened = [];

    public string Path { get; } = Directory.CreateTempSubdirectory("mlops-bench-").FullName;

    /// <summary>What a version usually says of itself.</summary>
    public static ModelVersionSpec Spec { get; } = new()
    {
        Owner = "team-census",
        Purpose = "weekly retrain",
        InputSchema = new()
        {
            Columns = [.. Enumerable.Range(0, 14).Select(i => new ColumnSchema { Name = $"Column{i}", Type = ColumnType.Number, Rules = [new RangeRule(0, 100)] })],
        },
        OutputSchema = new() { Columns = [new() { Name = "Probability", Type = ColumnType.Number, Rules = [new RangeRule(0, 1)] }] },
        Metrics = { ["auc"] = Metric.Of(0.905, samples: 12_000), ["logloss"] = Metric.Of(0.31, samples: 12_000, better: Direction.Lower) },
        Parameters = { ["trees"] = "100", ["leaves"] = "31", ["rate"] = "0.1" },
        Lineage = new() { DataSet = new("census-2026-05") { Rows = 47_000 }, SourceCommit = "3f9a1c2" },
    };

    public IModelRegistry Open()
    {
        var services = new ServiceCollection();
        services.AddModelRegistry(o => o.Author = "benchmark").UseSqlite(Path);
        var provider = services.BuildServiceProvider();
        _opened.Add(provider);
        return provider.GetRequiredService<IModelRegistry>();
    }

    public void Close()
    {
        _opened.ForEach(p => p.Dispose());
        _opened.Clear();
    }

    /// <summary>
    /// Registers a version, and gives the model as many as are wanted in one transaction, each with the record that the registry wrote
    /// under another number. One commit each would take minutes.
    /// </summary>
    public async Task FillAsync(string model, int count)
    {
        var registry = Open();
        await registry.RegisterAsync(model, ModelArtifact.FromBytes(new byte[1024], "test"), Spec);
        using var connection = new SqliteConnection($"Data Source={System.IO.Path.Combine(Path, "registry.db")}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            WITH RECURSIVE numbers (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM numbers WHERE n < $count)
            INSERT INTO versions (model, number, artifact_digest, document)
            SELECT model, n, artifact_digest, replace(document, '"number":1,', '"number":' || n || ',') FROM versions, numbers
            WHERE model = $model AND number = 1;
            """;
        command.Parameters.AddWithValue("$model", model);
        command.Parameters.AddWithValue("$count", count);
        if (command.ExecuteNonQuery() != count - 1 || (await registry.GetVersionAsync(model, count)).Number != count)
        {
            throw new InvalidOperationException($"{model} hasn't the {count} versions that it was to have: see to the SQL in {nameof(FillAsync)}.");
        }
    }

    public void Dispose()
    {
        Close();
        SqliteConnection.ClearAllPools();
        Directory.Delete(Path, recursive: true);
    }
}
