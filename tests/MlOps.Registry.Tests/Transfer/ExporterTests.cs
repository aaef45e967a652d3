using System.IO.Compression;

namespace MlOps.Registry.Transfer;

public class ExporterTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_versions_make_the_same_file() =>
        Assert.Equal(await Transfers.ExportAsync(await Transfers.SmallAsync(2)), await Transfers.ExportAsync(await Transfers.SmallAsync(2)));

    [Fact]
    public async Task A_file_holds_the_manifest_and_all_bytes_once()
    {
        using var archive = new ZipArchive(new MemoryStream(await Transfers.ExportAsync(await Transfers.SmallAsync(3))));
        var digest = (await Transfers.ManifestAsync()).Versions[0].Version.Artifact.Digest;
        Assert.Equal(["manifest.json", $"artifacts/{digest}"], archive.Entries.Select(e => e.FullName));
        Assert.All(archive.Entries, e => Assert.Equal(e.Length, e.CompressedLength));
    }

    [Fact]
    public async Task An_export_is_written_and_read_from_where_the_stream_stands()
    {
        using var file = new MemoryStream();
        file.Write(new byte[1000]);
        await (await Transfers.SmallAsync()).ExportAsync("m", 1, file, Stop);

        file.Position = 1000;
        Assert.Single(await Transfers.Registry().ImportAsync(file, cancellationToken: Stop));
        Assert.True(file.CanRead);
    }

    [Fact]
    public async Task An_export_is_written_and_read_asynchronously_by_streams_that_only_go_forward()
    {
        var written = new MemoryStream();
        await (await Transfers.SmallAsync(2)).ExportAsync("m", new OneWay(written), Stop);
        Assert.Equal(await Transfers.ExportAsync(await Transfers.SmallAsync(2)), written.ToArray());

        written.Position = 0;
        Assert.Equal(2, (await Transfers.Registry().ImportAsync(new OneWay(written), cancellationToken: Stop)).Count);
    }

    [Fact]
    public async Task Streams_that_go_the_wrong_way_are_refused()
    {
        using var readable = new MemoryStream([], writable: false);
        await Assert.ThrowsAsync<ArgumentException>(async () => await (await Transfers.SmallAsync()).ExportAsync("m", readable, Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => Transfers.Registry().ImportAsync(new ForwardStream(readable), cancellationToken: Stop));
    }

    [Fact]
    public async Task What_can_be_said_of_a_version_can_be_moved_and_moved_on_and_more_is_refused_when_it_is_registered()
    {
        const int Room = (48 << 20) - 2_000;
        var registry = Transfers.Registry();
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => RegisterAsync(Room + 2_000));
        Assert.Contains("50,331,648", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await registry.ListModelsAsync(Stop).ToListAsync(Stop));
        await RegisterAsync(Room);

        var next = Transfers.Registry();
        await next.ImportAsync(new MemoryStream(await Transfers.ExportAsync(registry)), cancellationToken: Stop);
        var last = Assert.Single(await Transfers.Registry().ImportAsync(new MemoryStream(await Transfers.ExportAsync(next)), cancellationToken: Stop));
        Assert.Equal(Room, last.Parameters["notes"].Length);

        Task RegisterAsync(int length) => registry.RegisterAsync(
            "m", ModelArtifact.FromBytes(new byte[] { 1 }, "test"), new() { Owner = "o", Purpose = "p", Parameters = { ["notes"] = new('a', length) } }, Stop);
    }

    private sealed class OneWay(MemoryStream inner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Asynchronously, please.");

        // As a network does: little by little.
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            inner.ReadAsync(buffer[..Math.Min(7, buffer.Length)], cancellationToken);

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Asynchronously, please.");

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => inner.WriteAsync(buffer, cancellationToken);

        public override void Flush() => throw new NotSupportedException("Asynchronously, please.");

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
