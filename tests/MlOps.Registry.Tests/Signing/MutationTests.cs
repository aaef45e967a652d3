using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MlOps.Registry.Conformance;
using MlOps.Registry.Json;
using MlOps.Registry.Stores;

namespace MlOps.Registry.Signing;

/// <summary>Sign, then change: whatever a signature covers is refused when it isn't as it was, and nothing else is.</summary>
public class MutationTests
{
    private static readonly Keyring Keys = Rings.OneForOne;
    private static readonly TrustedKeys Trusted = Keys.Trusted!;

    // What is local to a registry; of an imported version, who imported it and when, too.
    private static readonly string[] LocalOfOwn = ["number", "registrationId", "lineage.parentVersion"];
    private static readonly string[] LocalOfImported = [.. LocalOfOwn, "author", "registeredAt", "origin.model", "origin.number", "origin.digest", "origin.parentNumber", "origin.parentDigest"];

    private static ModelVersion Own => Keys.Signing!.Sign(Filled.Of<ModelVersion>() with { Model = "income", Origin = null, Signature = null });

    private static ModelVersion Imported => Keys.Signing!.Sign(Filled.Of<ModelVersion>() with { Model = "income", Signature = null });

    private static Deployment Entry => Keys.Signing!.Sign(Filled.Of<Deployment>() with { Model = "income", Signature = null });

    [Fact]
    public void What_is_signed_is_trusted_also_when_it_was_stored()
    {
        Assert.Null(Trusted.FindProblem(RegistryJson.Read(RegistryJson.Write(Own))));
        Assert.Null(Trusted.FindProblem(RegistryJson.Read(RegistryJson.Write(Imported))));
        Assert.Null(Trusted.FindProblem(RegistryJson.Read(RegistryJson.Write(Entry))));
        Assert.Equal(KeyPair.One.Id, Own.Signature!.KeyId);
    }

    [Fact]
    public void Every_byte_of_what_a_version_is_signed_over_counts() => EveryByteCounts(SignedForm.Of(Own), Own.Signature!);

    [Fact]
    public void Every_byte_of_what_a_deployment_is_signed_over_counts() => EveryByteCounts(SignedForm.Of(Entry), Entry.Signature!);

    [Fact]
    public void Every_byte_of_a_stored_version_counts_or_means_nothing() => EveryStoredByteCounts(
        RegistryJson.Write(Own).Document,
        document => RegistryJson.Read(VersionEntryOf(document)),
        Trusted.FindProblem,
        SignedForm.Of);

    [Fact]
    public void Every_byte_of_a_stored_deployment_counts_or_means_nothing() => EveryStoredByteCounts(
        RegistryJson.Write(Entry).Document,
        document => RegistryJson.Read(DeploymentEntryOf(document)),
        Trusted.FindProblem,
        SignedForm.Of);

    [Fact]
    public void Every_property_of_a_version_is_covered_unless_it_is_local() =>
        EveryPropertyIsCovered(Own, RegistryJson.Write(Own).Document, LocalOfOwn, ["Origin"], document => Problem(VersionEntryOf(document)));

    [Fact]
    public void Every_property_of_an_imported_version_is_covered_unless_it_is_local() =>
        EveryPropertyIsCovered(Imported, RegistryJson.Write(Imported).Document, LocalOfImported, [], document => Problem(VersionEntryOf(document)));

    [Fact]
    public void Every_property_of_a_deployment_is_covered() =>
        EveryPropertyIsCovered(Entry, RegistryJson.Write(Entry).Document, [], [], document => Problem(DeploymentEntryOf(document)));

    [Fact]
    public void Every_character_of_a_signature_counts()
    {
        var (version, signature) = (Own, Own.Signature!);
        for (var at = 0; at < signature.Value.Length; at++)
        {
            foreach (var other in "AZaz09+/= \n".Where(c => c != signature.Value[at]))
            {
                var value = signature.Value[..at] + other + signature.Value[(at + 1)..];
                Assert.NotNull(Trusted.FindProblem(version with { Signature = signature with { Value = value } }));
            }
        }

        foreach (var value in new[] { "", " ", "=", signature.Value + " ", " " + signature.Value, signature.Value[..^2], signature.Value + "AAAA", null! })
        {
            Assert.NotNull(Trusted.FindProblem(version with { Signature = signature with { Value = value } }));
        }

        for (var at = 0; at < signature.KeyId.Length; at++)
        {
            var keyId = signature.KeyId[..at] + (signature.KeyId[at] == '0' ? '1' : '0') + signature.KeyId[(at + 1)..];
            Assert.NotNull(Trusted.FindProblem(version with { Signature = signature with { KeyId = keyId } }));
        }

        Assert.NotNull(Trusted.FindProblem(version with { Signature = new(null!, signature.Value) }));
        Assert.NotNull(Trusted.FindProblem(version with { Signature = new(signature.KeyId.ToUpperInvariant(), signature.Value) }));
    }

    [Fact]
    public void A_signature_of_one_kind_of_record_is_none_of_another() =>
        Assert.NotNull(Trusted.FindProblem(Own with { Signature = Entry.Signature }));

    [Fact]
    public void Versions_of_all_kinds_are_trusted_when_they_come_back_from_a_store() => CsCheck.Check.Sample(
        RegistryJsonTests.Versions,
        version => Trusted.FindProblem(RegistryJson.Read(RegistryJson.Write(Keys.Signing!.Sign(version)))) is null,
        iter: 300);

    private static void EveryByteCounts(byte[] form, RecordSignature signature)
    {
        using var key = KeyFormat.ReadPublic(KeyPair.One.PublicPem, "key");
        var value = Convert.FromBase64String(signature.Value);
        Assert.True(key.VerifyData(form, value, HashAlgorithmName.SHA256));
        Assert.All(Changed(form), changed => Assert.False(key.VerifyData(changed, value, HashAlgorithmName.SHA256)));
    }

    private static void EveryStoredByteCounts<T>(string document, Func<string, T> read, Func<T, string?> findProblem, Func<T, byte[]> form)
    {
        var covered = form(read(document));
        var refused = 0;
        foreach (var changed in Changed(Encoding.UTF8.GetBytes(document)))
        {
            T record;
            try
            {
                record = read(Encoding.UTF8.GetString(changed));
            }
            catch (Exception e) when (e is RegistryUnavailableException or JsonException)
            {
                continue;
            }

            if (findProblem(record) is null)
            {
                Assert.Equal(covered, form(record));
            }
            else
            {
                refused++;
            }
        }

        Assert.True(refused > document.Length / 2, $"{refused} of {document.Length}");
    }

    private static IEnumerable<byte[]> Changed(byte[] bytes)
    {
        for (var at = 0; at < bytes.Length; at++)
        {
            foreach (var other in new[] { (byte)(bytes[at] ^ 1), (byte)(bytes[at] ^ 0x20), (byte)(bytes[at] ^ 0x80), (byte)'0', (byte)' ' })
            {
                if (other != bytes[at])
                {
                    var changed = (byte[])bytes.Clone();
                    changed[at] = other;
                    yield return changed;
                }
            }
        }
    }

    private static void EveryPropertyIsCovered<T>(
        T record, string document, string[] local, string[] notThere, Func<string, string?> findProblem)
    {
        var named = JsonNode.Parse(document)!.AsObject().Select(p => p.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        Assert.All(
            record!.GetType().GetProperties().Where(p => p.GetCustomAttribute<JsonIgnoreAttribute>() is null).Select(p => p.Name).Except(notThere),
            name => Assert.Contains(name, named));
        Assert.Null(findProblem(document));
        var paths = Leaves(JsonNode.Parse(document)!).ToArray();
        Assert.All(local, path => Assert.Contains(path, paths));
        foreach (var path in paths)
        {
            foreach (var change in new Action<JsonNode>[] { Change, Remove })
            {
                var changed = JsonNode.Parse(document)!;
                change(Find(changed, path));
                var problem = findProblem(changed.ToJsonString());

                // A required word that is missing makes the record unreadable, local or not; one that is as it is by default means nothing.
                Assert.True(
                    local.Contains(path) ? problem is null || change == Remove : problem is not null || (change == Remove && IsDefault(path)),
                    $"{path}: {problem}");
            }
        }
    }

    private static bool IsDefault(string path) => path.EndsWith(".sensitive", StringComparison.Ordinal) || path.EndsWith(".severity", StringComparison.Ordinal);

    private static IEnumerable<string> Leaves(JsonNode node) => node switch
    {
        JsonObject o => o.Where(p => p.Value is not null).SelectMany(p => Leaves(p.Value!)),
        JsonArray a => a.Where(i => i is not null).SelectMany(i => Leaves(i!)),
        _ => [node.GetPath().Length > 2 ? node.GetPath()[2..] : ""],
    };

    private static JsonNode Find(JsonNode root, string path) => All(root).Single(n => n.GetPath() == "$." + path);

    private static IEnumerable<JsonNode> All(JsonNode node) => node switch
    {
        JsonObject o => o.Where(p => p.Value is not null).SelectMany(p => All(p.Value!)),
        JsonArray a => a.Where(i => i is not null).SelectMany(i => All(i!)),
        _ => [node],
    };

    private static void Change(JsonNode leaf) => leaf.ReplaceWith(leaf.GetValueKind() switch
    {
        JsonValueKind.String when DateTimeOffset.TryParse(leaf.GetValue<string>(), out var time) => JsonValue.Create(time.AddTicks(1)),
        JsonValueKind.String when Enum.GetNames<Direction>().Contains(leaf.GetValue<string>()) => JsonValue.Create(Enum.GetNames<Direction>().First(n => n != leaf.GetValue<string>())),
        JsonValueKind.String => JsonValue.Create(leaf.GetValue<string>() + "x"),
        JsonValueKind.Number when leaf.ToString().AsSpan().IndexOfAny('.', 'E') >= 0 => JsonValue.Create(0.25),
        JsonValueKind.Number => JsonValue.Create(leaf.GetValue<int>() + 7),
        JsonValueKind.True => JsonValue.Create(false),
        _ => JsonValue.Create(true),
    });

    private static void Remove(JsonNode leaf)
    {
        if (leaf.Parent is JsonObject owner)
        {
            owner.Remove(owner.Single(p => p.Value == leaf).Key);
        }
        else
        {
            ((JsonArray)leaf.Parent!).Remove(leaf);
        }
    }

    // Whoever owns the store keeps the keys of an entry in step with its text.
    private static VersionEntry VersionEntryOf(string document)
    {
        var (model, number, digest, registrationId) = KeyOf(document);
        return new(model, number, registrationId, digest, document);
    }

    private static DeploymentEntry DeploymentEntryOf(string document)
    {
        var (model, number, _, _) = KeyOf(document);
        return new(model, number, document);
    }

    private static (string Model, int Number, string Digest, string? RegistrationId) KeyOf(string document)
    {
        try
        {
            var node = JsonNode.Parse(document);
            var imported = (string?)node?["origin"]?["digest"] is { } origin ? RegistrationIds.OfImport(origin) : null;
            return ((string?)node?["model"] ?? "", (int?)node?["number"] ?? 0, (string?)node?["artifact"]?["digest"] ?? "", (string?)node?["registrationId"] ?? imported);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            return ("", 0, "", null);
        }
    }

    private static string? Problem(VersionEntry entry) => Problem(() => Trusted.FindProblem(RegistryJson.Read(entry)));

    private static string? Problem(DeploymentEntry entry) => Problem(() => Trusted.FindProblem(RegistryJson.Read(entry)));

    private static string? Problem(Func<string?> find)
    {
        try
        {
            return find();
        }
        catch (RegistryUnavailableException e)
        {
            return e.Message;
        }
    }
}
