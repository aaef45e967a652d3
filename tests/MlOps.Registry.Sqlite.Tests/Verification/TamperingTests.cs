using Microsoft.Data.Sqlite;

namespace MlOps.Registry.Sqlite.Verification;

/// <summary>What somebody with a hand on the disk can do, and what a walk through the registry says of it.</summary>
public sealed class TamperingTests : IDisposable
{
    private readonly TemporaryRegistry _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("an edited reason", "UPDATE deployments SET document = replace(document, 'first', 'fIrst') WHERE number = 2")]
    [InlineData("an edited plan", "UPDATE deployments SET document = replace(document, '\"liveVersion\":1', '\"liveVersion\":2') WHERE number = 1")]
    [InlineData("a removed entry", "DELETE FROM deployments WHERE number = 2")]
    [InlineData("a removed beginning", "DELETE FROM deployments WHERE number = 1")]
    [InlineData("an entry that is no record any more", "UPDATE deployments SET document = '{' WHERE number = 2")]
    [InlineData("two entries that changed places", "UPDATE deployments SET number = CASE number WHEN 1 THEN 9 WHEN 2 THEN 1 END WHERE number < 3; UPDATE deployments SET number = 2 WHERE number = 9")]
    public async Task A_history_that_was_tampered_with_is_found(string what, string sql)
    {
        var registry = await RegisterAndDeployAsync();
        Assert.True((await registry.VerifyAsync(Stop)).IsSound);
        Tamper(sql);
        var report = await registry.VerifyAsync(Stop);
        Assert.True(report.Problems.Any(p => p.Kind == RegistryProblemKind.BrokenHistory), what);
        Assert.False(report.IsSound);
    }

    [Theory]
    [InlineData("the latest entry edited", "UPDATE deployments SET document = replace(document, 'third', 'thIrd') WHERE number = 3")]
    [InlineData("the latest entry removed", "DELETE FROM deployments WHERE number = 3")]
    public async Task The_end_of_a_history_is_held_by_a_head_that_was_remembered(string what, string sql)
    {
        var registry = await RegisterAndDeployAsync();
        var head = await registry.GetDeploymentAsync("income", Stop);
        Tamper(sql);
        var stranger = _folder.Open();
        Assert.True((await stranger.VerifyHistoryAsync("income", cancellationToken: Stop)).IsSound);
        Assert.False((await stranger.VerifyHistoryAsync("income", head!.Head, Stop)).IsSound, what);
        Assert.False((await registry.VerifyHistoryAsync("income", cancellationToken: Stop)).IsSound, "The one that deployed remembers.");
        Assert.False((await registry.VerifyAsync(Stop)).IsSound, "The one that deployed remembers.");
    }

    [Fact]
    public async Task Bytes_that_are_missing_altered_or_named_by_nobody_are_told_apart()
    {
        var registry = await RegisterAndDeployAsync();
        var one = (await registry.GetVersionAsync("income", 1, Stop)).Artifact.Digest;
        var two = (await registry.GetVersionAsync("income", 2, Stop)).Artifact.Digest;
        File.Delete(_folder.Artifacts.Single(a => a.EndsWith(one, StringComparison.Ordinal)));
        var altered = _folder.Artifacts.Single(a => a.EndsWith(two, StringComparison.Ordinal));
        var bytes = await File.ReadAllBytesAsync(altered, Stop);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(altered, bytes, Stop);
        var orphan = new string('0', 64);
        await File.WriteAllBytesAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(_folder.Directory, "artifacts", "00")).FullName, orphan), [1], Stop);

        var report = await registry.VerifyAsync(Stop);

        Assert.Equal(
            [(RegistryProblemKind.MissingArtifact, "income v1"), (RegistryProblemKind.AlteredArtifact, "income v2"), (RegistryProblemKind.OrphanedArtifact, orphan)],
            report.Problems.Select(p => (p.Kind, p.Where)));
    }

    [Fact]
    public async Task A_record_that_was_edited_after_it_was_deployed_is_found()
    {
        var registry = await RegisterAndDeployAsync();
        Tamper("UPDATE versions SET document = replace(document, '\"author\":', '\"owner\":\"me\",\"author\":') WHERE number = 1");
        Assert.Equal([(RegistryProblemKind.BrokenHistory, "income v1")], (await ProblemsAsync(_folder.Open())).Select(p => (p.Kind, p.Where)));
        Assert.False((await registry.VerifyHistoryAsync("income", cancellationToken: Stop)).IsSound);
    }

    [Fact]
    public async Task A_history_that_is_gone_altogether_is_missed_by_those_who_saw_it()
    {
        var registry = await RegisterAndDeployAsync();
        Tamper("DELETE FROM deployments; DELETE FROM versions");
        Assert.Contains(await ProblemsAsync(registry), p => p is { Kind: RegistryProblemKind.BrokenHistory, Where: "income #3" });
        Assert.DoesNotContain(await ProblemsAsync(_folder.Open()), p => p.Kind == RegistryProblemKind.BrokenHistory);
    }

    [Fact]
    public async Task Records_that_are_gone_altogether_are_missed_because_a_history_or_an_event_names_them()
    {
        var registry = await RegisterAndDeployAsync();
        await registry.AddNoteAsync("income", 2, "a note", Stop);
        Tamper("DELETE FROM versions WHERE number = 2");
        Assert.Contains(await ProblemsAsync(_folder.Open()), p => p is { Kind: RegistryProblemKind.BrokenHistory, Where: "income v2" } && p.Text.StartsWith("Event", StringComparison.Ordinal));
        using (var connection = new SqliteConnection($"Data Source={_folder.Database};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "DELETE FROM versions";
            command.ExecuteNonQuery();
        }

        var report = await _folder.Open().VerifyAsync(Stop);
        Assert.Equal((3, false), (report.Deployments, report.IsSound));
        Assert.Contains(report.Problems, p => p is { Kind: RegistryProblemKind.BrokenHistory, Where: "income" });
        var bytes = _folder.Artifacts;
        await Assert.ThrowsAsync<RegistryUnavailableException>(() => _folder.Open().CollectAsync(RetentionPolicy.KeepAll, new("a clean-up"), Stop));
        Assert.Equal(bytes, _folder.Artifacts);
    }

    [Theory]
    [InlineData("DELETE FROM versions")]
    [InlineData("DELETE FROM versions; DELETE FROM deployments")]
    [InlineData("DELETE FROM versions; DELETE FROM version_events")]
    public async Task A_model_of_which_what_was_said_or_deployed_is_all_that_is_left_is_found_and_nothing_is_collected(string sql)
    {
        var registry = await RegisterAndDeployAsync();
        await registry.AddNoteAsync("income", 2, "a note", Stop);
        await registry.RegisterAsync("spam", ModelArtifact.FromBytes(new byte[] { 5 }, "test"), new(), Stop);
        Tamper($"DROP TRIGGER events_never_go; {sql.Replace("versions", "versions WHERE model = 'income'", StringComparison.Ordinal)}");

        var report = await _folder.Open().VerifyAsync(Stop);
        Assert.Contains(report.Problems, p => p is { Kind: RegistryProblemKind.BrokenHistory, Where: "income" });
        Assert.False(report.IsSound);
        Assert.Equal(1, report.Versions);
        var bytes = _folder.Artifacts;
        await Assert.ThrowsAsync<RegistryUnavailableException>(() => _folder.Open().CollectAsync(RetentionPolicy.KeepAll, new("a clean-up"), Stop));
        Assert.Equal(bytes, _folder.Artifacts);
    }

    [Fact]
    public async Task Nothing_is_collected_while_the_record_of_a_fallback_in_force_is_gone()
    {
        var registry = _folder.Open();
        foreach (var seed in new[] { 1, 2 })
        {
            await registry.RegisterAsync("income", ModelArtifact.FromBytes(new byte[] { (byte)seed }, "test"), new(), Stop);
        }

        await registry.DeployAsync("income", DeploymentPlan.Live(2).FallBackTo(1), replacing: null, new("first"), cancellationToken: Stop);
        Tamper("DELETE FROM versions WHERE number = 1");
        var bytes = _folder.Artifacts;
        await Assert.ThrowsAsync<RegistryUnavailableException>(() => _folder.Open().CollectAsync(RetentionPolicy.KeepAll, new("a clean-up"), Stop));
        Assert.Equal(bytes, _folder.Artifacts);
    }

    [Fact]
    public async Task A_removed_version_is_found()
    {
        var registry = await RegisterAndDeployAsync();
        Tamper("DELETE FROM versions WHERE number = 1");
        Assert.Contains(await ProblemsAsync(registry), p => p is { Kind: RegistryProblemKind.BrokenHistory, Where: "income v1" });
    }

    [Theory]
    [InlineData("a record that is no JSON", "UPDATE versions SET document = '{' WHERE number = 1", "income v1")]
    [InlineData("a record under another's number", "UPDATE versions SET document = (SELECT document FROM versions WHERE number = 2) WHERE number = 1", "income v1")]
    [InlineData("a record of another model", "UPDATE versions SET document = replace(document, 'income', 'spam') WHERE number = 1", "income v1")]
    [InlineData("a record that names other bytes", "UPDATE versions SET artifact_digest = (SELECT artifact_digest FROM versions WHERE number = 2) WHERE number = 1", "income v1")]
    [InlineData("another registration id", "UPDATE versions SET registration_id = 'another' WHERE number = 1", "income v1")]
    [InlineData("a registration id that was taken away", "UPDATE versions SET registration_id = NULL WHERE number = 2", "income v2")]
    [InlineData("an event that is no JSON", "UPDATE version_events SET document = '{'", "income v1, event 1")]
    [InlineData("an event of another version", "UPDATE version_events SET version = 2", "income v2, event 1")]
    [InlineData("an event of another kind", "UPDATE version_events SET kind = 'Retired'", "income v1, event 1")]
    [InlineData("a name that leads outside", "UPDATE versions SET model = '../../etc' WHERE number = 2", "'../../etc'")]
    public async Task A_record_that_is_not_the_one_of_its_place_is_found_and_the_walk_goes_on(string what, string sql, string where)
    {
        var registry = await RegisterAndDeployAsync();
        await registry.AddNoteAsync("income", 1, "a note", Stop);
        Tamper(sql);

        var report = await registry.VerifyAsync(Stop);

        Assert.True(report.Problems.Any(p => p.Kind == RegistryProblemKind.DamagedRecord && p.Where == where), $"{what}: {report}");
        Assert.Equal(3, report.Deployments);
        Assert.All(await registry.ListModelsAsync(Stop).ToListAsync(Stop), model => Assert.Equal("income", model));
    }

    [Fact]
    public async Task A_record_that_is_not_the_one_of_its_place_is_no_version()
    {
        var registry = await RegisterAndDeployAsync();
        Tamper("UPDATE versions SET document = (SELECT document FROM versions WHERE number = 2) WHERE number = 1");
        var said = await Assert.ThrowsAsync<RegistryUnavailableException>(() => registry.GetVersionAsync("income", 1, Stop));
        Assert.Contains("income v1", said.Message, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<RegistryProblem>> ProblemsAsync(IModelRegistry registry) => (await registry.VerifyAsync(Stop)).Problems;

    private async Task<IModelRegistry> RegisterAndDeployAsync()
    {
        var registry = _folder.Open();
        await registry.RegisterAsync("income", ModelArtifact.FromBytes(new byte[] { 1, 2 }, "test"), new(), Stop);
        await registry.RegisterAsync("income", ModelArtifact.FromBytes(new byte[] { 3, 4 }, "test"), new() { RegistrationId = "run 2" }, Stop);
        Deployment? last = null;
        foreach (var (live, why) in new[] { (1, "first"), (2, "the first that is good"), (1, "third") })
        {
            last = await registry.DeployAsync("income", DeploymentPlan.Live(live), last, new(why), Stop);
        }

        return registry;
    }

    // The triggers keep honest mistakes out; whoever owns the file can drop them.
    private void Tamper(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts stand above.
        command.CommandText =
            $"DROP TRIGGER versions_never_go; DROP TRIGGER versions_never_change; DROP TRIGGER events_never_change; DROP TRIGGER deployments_never_change; DROP TRIGGER deployments_never_go; {sql};";
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
