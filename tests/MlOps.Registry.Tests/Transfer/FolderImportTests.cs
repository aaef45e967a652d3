using System.Security.Cryptography;
using MlOps.Registry.Folders;

namespace MlOps.Registry.Transfer;

public class FolderImportTests
{
    private static readonly byte[] Folder = Packed.Of(("a", [1]), ("b", [2, 3]));

    [Fact]
    public async Task A_folder_is_what_the_manifest_says_or_nothing_is_imported()
    {
        Assert.Single(await ImportAsync(Folder, new(2, 3)));
        foreach (var said in new ArtifactFolder[] { new(1, 3), new(3, 3), new(2, 2), new(2, 4), new(0, 0), new(-1, 3), new(2, -3), new(int.MaxValue, long.MaxValue) })
        {
            await Assert.ThrowsAsync<ImportException>(() => ImportAsync(Folder, said));
        }

        await Assert.ThrowsAsync<ImportException>(() => ImportAsync(Packed.Of(("../a", [1])), new(1, 1)));
        await Assert.ThrowsAsync<ImportException>(() => ImportAsync(Transfers.Bytes, new(1, 1)));
        await Assert.ThrowsAsync<ImportException>(() => ImportAsync(new byte[2048], new(1, 1)));
    }

    private static async Task<IReadOnlyList<ModelVersion>> ImportAsync(byte[] bytes, ArtifactFolder said)
    {
        var manifest = await Transfers.ManifestAsync();
        var digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var version = manifest.Versions[0].Version with { Artifact = new(digest, bytes.Length, "test") { Folder = said } };
        manifest = Transfers.Signed(manifest with { Versions = [new() { Version = version }] });
        return await Transfers.ImportAsync(Transfers.Registry(), Transfers.Archive(("manifest.json", Transfers.Json(manifest)), ("artifacts/" + digest, bytes)));
    }
}
