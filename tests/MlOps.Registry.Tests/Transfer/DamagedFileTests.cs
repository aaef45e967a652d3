namespace MlOps.Registry.Transfer;

/// <summary>Every damage that is one bit or a missing end: the file is small so that all can be tried.</summary>
public class DamagedFileTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_with_any_bit_flipped_is_refused_or_says_the_very_same()
    {
        var file = await Transfers.ExportAsync(await Transfers.SmallAsync(2), 2);
        var sound = await TryAsync(file);
        var refused = 0;
        await Parallel.ForAsync(0, file.Length * 8, Stop, async (bit, _) =>
        {
            var damaged = file.ToArray();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            var found = await TryAsync(damaged);
            Assert.True(found is null || found.SequenceEqual(sound!), $"Bit {bit % 8} of byte {bit / 8} was flipped, and something else was imported.");
            Interlocked.Add(ref refused, found is null ? 1 : 0);
        });

        // What is left is what a zip says of times, attributes and the program that wrote it.
        Assert.InRange(refused, file.Length * 8 * 0.8, file.Length * 8);
    }

    [Fact]
    public async Task A_file_that_ends_too_early_is_refused_wherever_it_ends()
    {
        var file = await Transfers.ExportAsync(await Transfers.SmallAsync(2));
        await Parallel.ForAsync(0, file.Length, Stop, async (length, _) =>
            Assert.True(await TryAsync(file[..length]) is null, $"The first {length} bytes were imported."));
    }

    [Fact]
    public async Task What_a_failed_export_left_is_refused()
    {
        var whole = await Transfers.ExportAsync(await Transfers.SmallAsync());
        await Parallel.ForAsync(0, whole.Length - 1, Stop, async (room, _) =>
        {
            using var full = new FullDisk(room);
            await Assert.ThrowsAnyAsync<IOException>(async () => await (await Transfers.SmallAsync()).ExportAsync("m", full, Stop));
            Assert.True(await TryAsync(full.ToArray()) is null, $"{room} bytes were written and imported.");
        });
    }

    // What is in the registry afterwards as text; null where the file was refused, which must leave nothing.
    private static async Task<List<string>?> TryAsync(byte[] file)
    {
        var store = new Stores.InMemoryRegistryStore();
        var registry = Transfers.Registry(store);
        try
        {
            var imported = await Transfers.ImportAsync(registry, file);
            var entries = await store.ReadVersionsAsync("m", 0, 100, default);
            Assert.Equal(imported.Select(v => v.Number), entries.Select(e => e.Number));
            return [.. entries.Select(e => e.Document)];
        }
        catch (ImportException)
        {
            Assert.Empty(await registry.ListModelsAsync().ToListAsync());
            return null;
        }
    }

    private sealed class FullDisk(int room) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Check(buffer.Length);
            base.Write(buffer);
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            Check(count);
            base.Write(buffer, offset, count);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            return ValueTask.CompletedTask;
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            Write(buffer, offset, count);
            return Task.CompletedTask;
        }

        private void Check(int count)
        {
            if (Length + count > room)
            {
                throw new IOException("No space left on device.");
            }
        }
    }
}
