using System.Text;
using MlOps.Registry.Json;

namespace MlOps.Registry.Transfer;

/// <summary>Manifests whose digest is right and that say what no registry would.</summary>
public class ManifestReaderTests
{
    public static TheoryData<string> Wrongs => [.. All.Keys];

    private static Dictionary<string, Func<Manifest, Manifest>> All => new()
    {
        ["another format"] = m => m with { Format = 2 },
        ["no model"] = m => m with { Model = "../m" },
        ["no versions"] = m => m with { Versions = [] },
        ["too many versions"] = m => m with { Versions = [.. Enumerable.Repeat(m.Versions[0], TransferLimits.Versions + 1)] },
        ["a version twice"] = m => m with { Versions = [m.Versions[0], m.Versions[0]] },
        ["a name of a device"] = m => Change(m, v => v with { Model = "con" }),
        ["no number"] = m => Change(m, v => v with { Number = 0 }),
        ["no digest"] = m => Change(m, v => v with { Artifact = v.Artifact with { Digest = "../../x" } }),
        ["a size below nothing"] = m => Change(m, v => v with { Artifact = v.Artifact with { Size = -1 } }),
        ["no format"] = m => Change(m, v => v with { Artifact = v.Artifact with { Format = " " } }),
        ["no author"] = m => Change(m, v => v with { Author = "" }),
        ["no owner"] = m => Change(m, v => v with { Owner = null }),
        ["an origin"] = m => Change(m, v => v with { Origin = new() { Model = "m", Number = 1, Author = "a", RegisteredAt = default, Digest = new('a', 64) } }),
        ["a registration id"] = m => Change(m, v => v with { RegistrationId = "run 17" }),
        ["a parent's number"] = m => Change(m, v => v with { Lineage = new() { ParentVersion = 1 } }),
        ["a parent without a digest"] = m => Change(m, v => v with { Lineage = new() { ParentDigest = "x" } }),
        ["a parent that is none"] = m => m with { Versions = [m.Versions[0] with { Parent = new(1, "x") }] },
        ["a metric without a name"] = m => Change(m, v => v with { Metrics = new Dictionary<string, Metric> { [" "] = Metric.Of(1) } }),
        ["a metric that is no number"] = m => Change(m, v => v with { Metrics = new Dictionary<string, Metric> { ["a"] = new() { Value = double.NaN } } }),
        ["a metric that is nothing"] = m => Change(m, v => v with { Metrics = new Dictionary<string, Metric> { ["a"] = new() } }),
        ["a metric that is null"] = m => Change(m, v => v with { Metrics = new Dictionary<string, Metric> { ["a"] = null! } }),
        ["a parameter that is null"] = m => Change(m, v => v with { Parameters = new Dictionary<string, string> { ["a"] = null! } }),
        ["a package that is null"] = m => Change(m, v => v with { Environment = v.Environment! with { Packages = new Dictionary<string, string> { ["a"] = null! } } }),
        ["too many golden rows"] = m => Change(m, v => v with { Golden = RegistryJsonTests.Golden([.. Enumerable.Repeat(new RegistryJsonTests.GoldenRow(1, null), 1001)], 1) }),
        ["a sensitive column in golden rows"] = m => Change(m, v => v with
        {
            Golden = RegistryJsonTests.Golden([new(1, "x")], 1),
            InputSchema = new() { Columns = [new() { Name = "Name", Type = ColumnType.Text, Sensitive = true }] },
        }),
        ["a data set without a name"] = m => Change(m, v => v with { Lineage = new() { DataSet = new("") } }),
    };

    [Theory]
    [MemberData(nameof(Wrongs))]
    public async Task What_no_registry_would_say_is_refused(string wrong)
    {
        var manifest = Transfers.Signed(All[wrong](await Transfers.ManifestAsync()));
        Assert.Throws<ImportException>(() => ManifestReader.Read(Transfers.Json(manifest), requireOwnerAndPurpose: true));
    }

    [Fact]
    public async Task Json_that_is_no_manifest_is_refused()
    {
        var json = Encoding.UTF8.GetString(Transfers.Json(await Transfers.ManifestAsync()));
        Assert.Single(ManifestReader.Read(Encoding.UTF8.GetBytes(json), requireOwnerAndPurpose: true).Versions);
        string[] wrongs =
        [
            "", "null", "{}", "[]", json + "x", json[..^1], "\0", json.Replace("\"format\":1", "\"format\":1,\"format\":1", StringComparison.Ordinal),
            json.Replace("\"format\":1", "\"format\":1,\"later\":true", StringComparison.Ordinal), json.Replace("\"author\"", "\"autor\"", StringComparison.Ordinal),
            json.Replace("\"number\":1", "\"number\":2", StringComparison.Ordinal), json.Replace("\"number\":1", "\"number\":1e99", StringComparison.Ordinal),
            json.Replace("\"owner\":\"o\"", "\"owner\":\"q\"", StringComparison.Ordinal), json.Replace("\"versions\":[", "\"versions\":[null,", StringComparison.Ordinal),
            json.Replace("\"metrics\":{}", "\"metrics\":null", StringComparison.Ordinal),
            json.Replace("\"metrics\":{}", $"\"metrics\":{new string('[', 100_000)}{new string(']', 100_000)}", StringComparison.Ordinal),
            json.Replace("\"metrics\":{}", "\"golden\":{\"rows\":[]},\"metrics\":{}", StringComparison.Ordinal),
            json.Replace("\"metrics\":{}", $"\"golden\":{new string('[', 100_000)}{new string(']', 100_000)},\"metrics\":{{}}", StringComparison.Ordinal),
            json.Replace("\"metrics\":{}", $"\"inputSchema\":{new string('[', 100_000)}{new string(']', 100_000)},\"metrics\":{{}}", StringComparison.Ordinal),
        ];
        Assert.All(wrongs, wrong => Assert.NotEqual(json, wrong));
        Assert.All(wrongs, wrong => Assert.Throws<ImportException>(() => ManifestReader.Read(Encoding.UTF8.GetBytes(wrong), requireOwnerAndPurpose: true)));
    }

    private static Manifest Change(Manifest manifest, Func<ModelVersion, ModelVersion> change) =>
        manifest with { Versions = [manifest.Versions[0] with { Version = change(manifest.Versions[0].Version) }] };
}
