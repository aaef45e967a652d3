using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace MlOps.Registry.Sqlite.Metadata;

public sealed class SqliteDatabaseTests : IDisposable
{
    private readonly TemporaryRegistry _registry = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_connection_is_durable_and_waits_for_its_turn()
    {
        var database = _registry.OpenProvider(o => o.BusyTimeoutSeconds = 7).GetRequiredService<SqliteDatabase>();

        for (var i = 0; i < 3; i++)
        {
            var pragmas = await database.ReadAsync(
                c => ("journal_mode synchronous busy_timeout user_version").Split(' ').Select(name => Scalar(c, $"PRAGMA {name}")).ToArray(), Stop);
            Assert.Equal(["wal", "2", "7000", "1"], pragmas);
            Assert.Equal("2", await database.WriteAsync(c => Scalar(c, "PRAGMA synchronous"), Stop));
        }
    }

    [Fact]
    public async Task Connections_that_are_open_at_once_are_each_durable_also_when_they_are_used_again()
    {
        var database = _registry.OpenProvider().GetRequiredService<SqliteDatabase>();
        const int Count = 4;
        for (var round = 0; round < 2; round++)
        {
            using var together = new Barrier(Count);
            var pragmas = await Task.WhenAll(Enumerable.Range(0, Count).Select(_ => database.ReadAsync(
                c =>
                {
                    // None closes before all are open, so that no two are one from the pool.
                    Assert.True(together.SignalAndWait(TimeSpan.FromSeconds(30), Stop));
                    return $"{Scalar(c, "PRAGMA journal_mode")} {Scalar(c, "PRAGMA synchronous")}";
                },
                Stop)));
            Assert.All(pragmas, p => Assert.Equal("wal 2", p));
        }
    }

    [Fact]
    public async Task What_is_moved_from_the_log_into_the_database_closes_no_connection()
    {
        var database = _registry.OpenProvider().GetRequiredService<SqliteDatabase>();
        var handle = await database.ReadAsync(c => c.Handle, Stop);
        Assert.Same(handle, await database.ReadAsync(c => c.Handle, Stop));

        // The database itself is written by it, which changes every time that it has but that of its birth.
        await Task.Delay(20, Stop);
        Raw("CREATE TABLE other (id INTEGER) STRICT");
        Raw("PRAGMA wal_checkpoint(TRUNCATE)");

        Assert.Same(handle, await database.ReadAsync(c => c.Handle, Stop));
    }

    [Fact]
    public async Task Records_can_neither_be_changed_nor_removed()
    {
        var registry = _registry.Open();
        await DeployAsync(registry);

        foreach (var sql in new[] { "UPDATE versions SET number = 7", "DELETE FROM versions", "UPDATE deployments SET document = ''", "DELETE FROM deployments" })
        {
            var refused = Assert.Throws<SqliteException>(() => Raw(sql));
            Assert.Contains("never", refused.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("text")]
    [InlineData("a header and rubbish")]
    public async Task A_file_that_is_no_database_is_an_outage(string what)
    {
        await DeployAsync(_registry.Open());
        _registry.Close();
        var bytes = await File.ReadAllBytesAsync(_registry.Database, Stop);
        var rubbish = new byte[bytes.Length];
        Array.Fill(rubbish, (byte)'x');
        if (what != "text")
        {
            bytes.AsSpan(0, 100).CopyTo(rubbish);
        }

        await File.WriteAllBytesAsync(_registry.Database, rubbish, Stop);

        var registry = _registry.Open();
        var damaged = await Assert.ThrowsAsync<RegistryUnavailableException>(() => registry.GetDeploymentAsync("income", Stop));
        Assert.Contains("back-up", damaged.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RegistryUnavailableException>(() => registry.RegisterAsync("income", ModelArtifact.FromBytes(new byte[1], "test"), new(), Stop));
        await Assert.ThrowsAsync<RegistryUnavailableException>(async () => await registry.WatchAsync(Stop).FirstAsync(Stop));
    }

    [Fact]
    public async Task A_database_of_something_else_is_refused()
    {
        Directory.CreateDirectory(_registry.Directory);
        Raw("CREATE TABLE customers (id INTEGER)");

        var refused = await Assert.ThrowsAsync<RegistryUnavailableException>(() => _registry.Open().GetDeploymentAsync("income", Stop));

        Assert.Contains("something else", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_of_a_later_version_is_refused()
    {
        await DeployAsync(_registry.Open());
        _registry.Close();
        Raw("PRAGMA user_version = 2");

        var refused = await Assert.ThrowsAsync<RegistryUnavailableException>(() => _registry.Open().GetDeploymentAsync("income", Stop));

        Assert.Contains("Update the library", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_that_vanishes_is_an_outage_and_is_not_made_anew()
    {
        var registry = _registry.Open();
        await DeployAsync(registry);
        Directory.Move(_registry.Directory, _registry.Directory + "-unmounted");

        await Assert.ThrowsAsync<RegistryUnavailableException>(() => registry.GetDeploymentAsync("income", Stop));
        await Assert.ThrowsAsync<RegistryUnavailableException>(() => registry.RegisterAsync("income", ModelArtifact.FromBytes(new byte[1], "test"), new(), Stop));
        Assert.False(Directory.Exists(_registry.Directory));

        Directory.Move(_registry.Directory + "-unmounted", _registry.Directory);
        Assert.NotNull(await registry.GetDeploymentAsync("income", Stop));
    }

    [Theory]
    [InlineData("removed")]
    [InlineData("emptied")]
    [InlineData("an empty database")]
    public async Task A_registry_whose_records_are_lost_is_not_begun_anew_beside_its_bytes(string what)
    {
        await DeployAsync(_registry.Open());
        _registry.Close();
        var kept = await File.ReadAllBytesAsync(_registry.Database, Stop);
        foreach (var file in Directory.EnumerateFiles(_registry.Directory, "registry.db*"))
        {
            File.Delete(file);
        }

        if (what == "emptied")
        {
            await File.WriteAllBytesAsync(_registry.Database, [], Stop);
        }
        else if (what == "an empty database")
        {
            Raw("PRAGMA journal_mode = WAL");
        }

        foreach (var registry in new[] { _registry.Open(), _registry.Open() })
        {
            var lost = await Assert.ThrowsAsync<RegistryUnavailableException>(() => registry.GetDeploymentAsync("income", Stop));
            Assert.Contains("a back-up", lost.Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<RegistryUnavailableException>(() => registry.RegisterAsync("income", ModelArtifact.FromBytes(new byte[] { 7 }, "test"), new(), Stop));
        }

        _registry.Close();
        await File.WriteAllBytesAsync(_registry.Database, kept, Stop);
        Assert.NotNull(await _registry.Open().GetDeploymentAsync("income", Stop));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_database_that_is_away_for_a_moment_keeps_what_only_its_log_holds(bool leavesAnEmptyFile)
    {
        // As after a process that was killed: what was committed stands in the log alone.
        await DeployAsync(_registry.Open());
        using var killed = new TemporaryRegistry();
        Directory.CreateDirectory(killed.Directory);
        foreach (var file in Directory.EnumerateFiles(_registry.Directory, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)))
        {
            var copy = Path.Combine(killed.Directory, Path.GetRelativePath(_registry.Directory, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        Assert.True(new FileInfo(killed.Database + "-wal").Length > 0);
        File.Move(killed.Database, killed.Database + ".aside");
        if (leavesAnEmptyFile)
        {
            await File.WriteAllBytesAsync(killed.Database, [], Stop);
        }

        await Assert.ThrowsAsync<RegistryUnavailableException>(() => killed.Open().GetDeploymentAsync("income", Stop));

        File.Move(killed.Database + ".aside", killed.Database, overwrite: true);
        Assert.NotNull(await killed.Open().GetDeploymentAsync("income", Stop));
    }

    [Fact]
    public async Task A_host_that_only_reads_makes_no_registry()
    {
        var registry = _registry.Open(o => o.CreateIfMissing = false);

        await Assert.ThrowsAsync<RegistryUnavailableException>(() => registry.GetDeploymentAsync("income", Stop));
        Directory.CreateDirectory(_registry.Directory);
        await Assert.ThrowsAsync<RegistryUnavailableException>(() => registry.GetDeploymentAsync("income", Stop));
        Assert.False(File.Exists(_registry.Database));

        await DeployAsync(_registry.Open());
        Assert.NotNull(await registry.GetDeploymentAsync("income", Stop));
    }

    [Fact]
    public async Task A_directory_that_can_not_be_made_is_an_outage()
    {
        var file = Path.Combine(Path.GetDirectoryName(_registry.Directory)!, "file");
        await File.WriteAllTextAsync(file, "", Stop);
        var registry = _registry.Open(o => o.Directory = Path.Combine(file, "models"));

        await Assert.ThrowsAsync<RegistryUnavailableException>(() => registry.GetDeploymentAsync("income", Stop));
        await Assert.ThrowsAsync<RegistryUnavailableException>(() => registry.RegisterAsync("income", ModelArtifact.FromBytes(new byte[1], "test"), new(), Stop));
    }

    [Fact]
    public async Task Locked_for_longer_than_the_time_out_it_is_an_outage_and_readers_go_on()
    {
        var registry = _registry.Open(o => o.BusyTimeoutSeconds = 1);
        var deployed = await DeployAsync(registry);
        using var other = new SqliteConnection($"Data Source={_registry.Database};Pooling=False");
        other.Open();
        using (other.BeginTransaction(deferred: false))
        {
            var locked = await Assert.ThrowsAsync<RegistryUnavailableException>(
                () => registry.DeployAsync("income", DeploymentPlan.Live(1), deployed, new("later"), Stop));
            Assert.Contains("locked", locked.Message, StringComparison.Ordinal);
            Assert.Equal(deployed, await registry.GetDeploymentAsync("income", Stop));
        }

        Assert.Equal(2, (await registry.DeployAsync("income", DeploymentPlan.Live(1), deployed, new("later"), Stop)).Number);
    }

    [Fact]
    public async Task Made_by_many_at_the_same_moment_it_is_one_registry()
    {
        var registries = Enumerable.Range(0, 8).Select(_ => _registry.Open()).ToList();

        var versions = await Task.WhenAll(registries.Select(r => Task.Run(
            () => r.RegisterAsync("income", ModelArtifact.FromBytes(new byte[1], "test"), new(), Stop), Stop)));

        Assert.Equal(Enumerable.Range(1, 8), versions.Select(v => v.Number).Order());
    }

    public void Dispose() => _registry.Dispose();

    private static async Task<Deployment> DeployAsync(IModelRegistry registry)
    {
        await registry.RegisterAsync("income", ModelArtifact.FromBytes(new byte[1], "test"), new(), Stop);
        return await registry.DeployAsync("income", DeploymentPlan.Live(1), null, new("first"), Stop);
    }

    private static string Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A test's own text.
        command.CommandText = sql;
#pragma warning restore CA2100
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture)!;
    }

    private void Raw(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_registry.Database};Pooling=False");
        connection.Open();
        Scalar(connection, sql);
    }

    [Fact]
    public async Task Another_registry_put_in_the_place_of_the_one_before_is_read_and_watched_from_its_beginning()
    {
        using var first = new TemporaryRegistry();
        using var second = new TemporaryRegistry();
        var open = first.Open();
        Deployment? last = null;
        await open.RegisterAsync("income", ModelArtifact.FromBytes(new byte[] { 1 }, "test"), new(), TestContext.Current.CancellationToken);
        for (var i = 0; i < 3; i++)
        {
            last = await open.DeployAsync("income", DeploymentPlan.Live(1), last, new("x"), TestContext.Current.CancellationToken);
        }

        var other = second.Open();
        await other.RegisterAsync("house", ModelArtifact.FromBytes(new byte[] { 2 }, "test"), new(), TestContext.Current.CancellationToken);
        await other.DeployAsync("house", DeploymentPlan.Live(1), null, new("x"), TestContext.Current.CancellationToken);
        second.Close();
        var seen = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var watch = Task.Run(
            async () =>
            {
                await foreach (var deployment in open.WatchAsync(stop.Token))
                {
                    seen.Enqueue(deployment.ToString());
                }
            },
            TestContext.Current.CancellationToken);
        await Until(() => !seen.IsEmpty);
        Directory.Move(first.Directory, first.Directory + ".before");
        Directory.Move(second.Directory, first.Directory);
        Directory.CreateDirectory(second.Directory);

        Assert.Equal(["house"], await open.ListModelsAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
        await Until(() => seen.Count > 1);
        Assert.Equal(["income #3: live v1", "house #1: live v1"], seen);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watch);

        static async Task Until(Func<bool> fact)
        {
            for (var i = 0; i < 3000 && !fact(); i++)
            {
                await Task.Delay(10, TestContext.Current.CancellationToken);
            }

            Assert.True(fact(), "It did not come about in time.");
        }
    }
}
