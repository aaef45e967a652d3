using System.Text.Json;
using CsCheck;
using MlOps.Registry.Transfer;

namespace MlOps.Registry.Json;

public class VersionIdentityTests
{
    [Fact]
    public void A_manifest_comes_back_as_it_went_in() => RegistryJsonTests.Versions.Array[1, 3].Sample(versions =>
    {
        var manifest = Transfers.Signed(new()
        {
            Format = 1,
            Model = "m",
            Versions = [.. versions.Select((v, i) => new ManifestVersion { Version = VersionIdentity.Fixed(v), Parent = i == 0 ? null : new(i, new('a', 64)) })],
            Digest = "",
        });
        var json = Transfers.Json(manifest);

        var read = JsonSerializer.Deserialize(json, ManifestJsonContext.Default.Manifest)!;

        return json.SequenceEqual(Transfers.Json(read))
            && ManifestDigest.Of(read) == manifest.Digest
            && read.Versions.Select(v => VersionIdentity.Of(v.Version)).SequenceEqual(versions.Select(VersionIdentity.Of));
    });

    [Fact]
    public void A_version_is_the_same_wherever_it_is() => Gen.Select(RegistryJsonTests.Versions, Gen.Int[1, 100], Gen.String).Sample((version, number, text) =>
    {
        var first = VersionIdentity.Of(version);
        var elsewhere = version with
        {
            Model = "other",
            Number = number,
            Author = text,
            RegisteredAt = default,
            RegistrationId = text,
            Signature = new(text, text),
            Metrics = version.Metrics.Reverse().ToDictionary(),
            Lineage = version.Lineage is null ? null : version.Lineage with { ParentVersion = number },
            Origin = new() { Model = version.Model, Number = version.Number, Author = version.Author, RegisteredAt = version.RegisteredAt, Digest = first.Digest },
        };
        return VersionIdentity.Of(elsewhere) == first;
    });

    [Fact]
    public void Whatever_else_is_said_of_a_version_makes_it_another()
    {
        var version = new ModelVersion
        {
            Model = "m",
            Number = 1,
            Artifact = new(new('a', 64), 3, "test"),
            Author = "a",
            RegisteredAt = default,
            RegistrationId = "run 17",
            Lineage = new() { ParentDigest = new('b', 64) },
        };
        var environment = new ModelEnvironment { Runtime = "r", OperatingSystem = "s", Architecture = "a" };
        (string Property, ModelVersion Changed)[] changes =
        [
            ("Model", version with { Model = "n" }),
            ("Number", version with { Number = 2 }),
            ("Artifact", version with { Artifact = version.Artifact with { Digest = new('c', 64) } }),
            ("Artifact", version with { Artifact = version.Artifact with { Size = 4 } }),
            ("Artifact", version with { Artifact = version.Artifact with { Format = "other" } }),
            ("Artifact", version with { Artifact = version.Artifact with { Folder = new(1, 3) } }),
            ("Artifact", version with { Artifact = version.Artifact with { Folder = new(1, 2) } }),
            ("Artifact", version with { Artifact = version.Artifact with { Folder = new(2, 2) } }),
            ("InputSchema", version with { InputSchema = new() }),
            ("OutputSchema", version with { OutputSchema = new() }),
            ("Metrics", version with { Metrics = new Dictionary<string, Metric> { ["a"] = Metric.Of(1) } }),
            ("Metrics", version with { Metrics = new Dictionary<string, Metric> { ["a"] = Metric.Of(2) } }),
            ("Parameters", version with { Parameters = new Dictionary<string, string> { ["a"] = "b" } }),
            ("Lineage", version with { Lineage = null }),
            ("Lineage", version with { Lineage = new() { ParentDigest = new('c', 64) } }),
            ("Lineage", version with { Lineage = version.Lineage with { SourceCommit = "c" } }),
            ("Environment", version with { Environment = environment }),
            ("Environment", version with { Environment = environment with { Packages = new Dictionary<string, string> { ["p"] = "1" } } }),
            ("Golden", version with { Golden = Golden(0.5f) }),
            ("Golden", version with { Golden = Golden(0.6f) }),
            ("Golden", version with { Golden = Golden(0.5f).WithTolerance("Value", 0.1) }),
            ("Golden", version with { Golden = Golden(0.5f).WithSensitive("Age") }),
            ("Author", version with { Author = "b" }),
            ("Owner", version with { Owner = "o" }),
            ("Purpose", version with { Purpose = "p" }),
            ("RegisteredAt", version with { RegisteredAt = DateTimeOffset.UnixEpoch }),
        ];

        Assert.Equal(changes.Length + 1, changes.Select(c => c.Changed).Append(version).Select(v => VersionIdentity.Of(v).Digest).Distinct().Count());
        Assert.Equal(
            typeof(ModelVersion).GetProperties().Select(p => p.Name).Except(["RegistrationId", "Origin", "Signature", "Digest"]).Order(),
            changes.Select(c => c.Property).Distinct().Order());
    }

    private static GoldenSet Golden(float answer) => RegistryJsonTests.Golden([new(30, "x")], answer);

    // Numbers in other registries depend on it: a digest that changes makes old versions look new.
    [Fact]
    public void The_digest_of_a_version_stays_what_it_was() => Assert.Equal(
        "17b145e79ef3d665369ea2675356d7ffd0131b9d2253429243e54e77cf630d59",
        VersionIdentity.Of(new() { Model = "m", Number = 1, Artifact = new(new('a', 64), 3, "test"), Author = "a", RegisteredAt = DateTimeOffset.UnixEpoch }).Digest);
}
