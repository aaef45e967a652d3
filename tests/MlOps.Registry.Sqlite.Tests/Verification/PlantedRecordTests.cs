using Microsoft.Data.Sqlite;

namespace MlOps.Registry.Sqlite.Verification;

/// <summary>Records that somebody wrote into the database to make the registry open what isn't its own.</summary>
public sealed class PlantedRecordTests : IDisposable
{
    private readonly TemporaryRegistry _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("../../secret")]
    [InlineData("../../../../../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("..\\..\\secret")]
    [InlineData("%2e%2e%2fsecret")]
    [InlineData("file:///etc/passwd")]
    [InlineData("")]
    [InlineData("upper case")]
    [InlineData("63 digits")]
    [InlineData("65 digits")]
    [InlineData("64 characters with slashes")]
    public async Task A_planted_digest_opens_nothing(string digest)
    {
        var registry = _folder.Open();
        var sound = await RegisterAsync(registry);
        var own = sound.Artifact.Digest;
        await File.WriteAllTextAsync(Path.Combine(_folder.Parent, "secret"), "a secret", Stop);
        Plant(own, digest switch
        {
            "upper case" => own.ToUpperInvariant(),
            "63 digits" => own[..63],
            "65 digits" => own + "0",
            "64 characters with slashes" => $"../{own[..2]}/".PadRight(64, 'a'),
            _ => digest,
        });
        await AssertOpensNothingAsync(registry);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("-9223372036854775808")]
    [InlineData("1")]
    public async Task A_planted_size_opens_nothing(string size)
    {
        var registry = _folder.Open();
        await RegisterAsync(registry);
        Plant("\"size\":1000", $"\"size\":{size}");
        await AssertOpensNothingAsync(registry);
    }

    private static Task<ModelVersion> RegisterAsync(IModelRegistry registry) =>
        registry.RegisterAsync("income", ModelArtifact.FromBytes(new byte[1000], "test"), new(), Stop);

    private async Task AssertOpensNothingAsync(IModelRegistry registry)
    {
        var before = _folder.Snapshot();
        var planted = await registry.GetVersionAsync("income", 1, Stop);
        await Assert.ThrowsAsync<ArtifactException>(() => registry.OpenAsync(planted, Stop));
        Assert.Contains((await registry.VerifyAsync(Stop)).Problems, p => p.Where == "income v1");
        Assert.Equal(before, _folder.Snapshot());
    }

    // The trigger keeps honest mistakes out; whoever owns the file can drop it.
    private void Plant(string what, string instead)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            "DROP TRIGGER versions_never_change; UPDATE versions SET artifact_digest = replace(artifact_digest, $what, $instead), document = replace(document, $what, $escaped);";
        command.Parameters.AddWithValue("$what", what);
        command.Parameters.AddWithValue("$instead", instead);
        command.Parameters.AddWithValue("$escaped", instead.Replace("\\", "\\\\", StringComparison.Ordinal));
        command.ExecuteNonQuery();
    }
}
