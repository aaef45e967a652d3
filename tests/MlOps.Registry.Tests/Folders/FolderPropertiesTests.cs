using CsCheck;
using MlOps.Registry.Conformance;
using MlOps.Registry.Stores;

namespace MlOps.Registry.Folders;

public sealed class FolderPropertiesTests : IDisposable
{
    private static readonly string[] Names = ["a", "b.bin", "B", "weights", ".x", "ü", "モデル", new('n', 99), new('m', 120)];

    private static readonly Gen<string> Parts = Gen.OneOf(
        Gen.Int[0, Names.Length - 1].Select(i => Names[i]),
        Gen.String[Gen.Char['-', 'z'], 1, 3].Where(s => FolderNames.IsValid(s) && !s.Contains('/', StringComparison.Ordinal)));

    private static readonly Gen<(string Name, byte[] Content)[]> Folders =
        Gen.Select(Parts.Array[1, 3].Select(parts => string.Join('/', parts)), Gen.Byte.Array[Gen.OneOf(Gen.Int[0, 5], Gen.Int[509, 515], Gen.Int[1020, 1030])])
            .Array[1, 6]
            .Select(files =>
            {
                var names = new FolderNames();
                return files.Where(f => names.TryAdd(f.Item1)).ToArray();
            });

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_comes_out_as_it_went_in_whatever_order_its_files_were_made_in()
    {
        await Gen.Select(Folders, Gen.Int).SampleAsync(
            async (files, seed) =>
            {
                using var one = new TemporaryFolder();
                using var two = new TemporaryFolder();
                var shuffled = files.ToArray();
                new Random(seed).Shuffle(shuffled);
                foreach (var (name, content) in files)
                {
                    one.With(name, content);
                }

                foreach (var (name, content) in shuffled)
                {
                    two.With(name, content);
                }

                var packed = await Packed.OfAsync(one.Root);
                var out1 = one.Beside("out");
                await Packed.ExtractAsync(packed, new(files.Length, files.Sum(f => (long)f.Content.Length)), out1);

                var again = await Packed.OfAsync(two.Root);
                return packed.SequenceEqual(again)
                    && packed.SequenceEqual(Packed.Of(files.OrderBy(f => f.Name, StringComparer.Ordinal)))
                    && TemporaryFolder.Snapshot(out1).SequenceEqual(TemporaryFolder.Snapshot(one.Root));
            },
            iter: 60,
            threads: 1);
    }

    [Fact]
    public async Task Every_byte_that_is_another_is_refused_by_the_digest_and_harms_nobody_without_it()
    {
        var (packed, said) = Small();
        var registered = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(packed));
        var store = new InMemoryArtifactStore();
        var registry = new Building.ModelRegistry(
            new InMemoryRegistryStore(), store, new(), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        var before = _folder.Snapshot();
        for (var at = 0; at < packed.Length; at++)
        {
            var altered = (byte[])packed.Clone();
            altered[at] ^= (byte)(1 << (at % 8));
            store.Plant(registered, altered);
            var refused = await Assert.ThrowsAsync<ArtifactException>(() => registry.ExtractAsync(Packed.Version(registered, packed, said), _folder.Beside("out"), Stop));
            Assert.Contains("altered", refused.Message, StringComparison.Ordinal);
            Assert.Equal(before, _folder.Snapshot());
            await HarmlessAsync(altered, said);
        }
    }

    [Fact]
    public async Task No_mutation_of_a_packed_folder_writes_outside_of_it_or_hangs()
    {
        var (packed, said) = Small();
        await Gen.Select(Gen.Select(Gen.Int[0, packed.Length - 1], Gen.Byte).Array[0, 8], Gen.Int[0, packed.Length], Gen.Int[0, packed.Length]).SampleAsync(
            async (changes, from, to) =>
            {
                var altered = (byte[])packed.Clone();
                foreach (var (at, value) in changes)
                {
                    altered[at] = value;
                }

                await HarmlessAsync([.. altered[..from], .. altered[to..]], said);
            },
            iter: 500,
            threads: 1);
    }

    private static (byte[] Packed, ArtifactFolder Said) Small() => (Packed.Of(("data/a", [1, 2, 3]), ("über", [4])), new(2, 4));

    // Either it is refused, and nothing stays; or it is a folder with other contents, and stays in its place.
    private async Task HarmlessAsync(byte[] packed, ArtifactFolder said)
    {
        var before = _folder.Snapshot();
        try
        {
            await Packed.ExtractAsync(packed, said, _folder.Beside("out")).WaitAsync(TimeSpan.FromSeconds(30), Stop);
            Directory.Delete(_folder.Beside("out"), recursive: true);
        }
        catch (ArtifactException)
        {
            // As said above.
        }

        Assert.Equal(before, _folder.Snapshot());
    }
}
