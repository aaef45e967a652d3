using System.Buffers;

namespace MlOps.Registry.Folders;

/// <summary>Reads a packed folder that anybody may have written.</summary>
internal static class FolderReader
{
    private const int BufferSize = 128 << 10;

    /// <summary>Reads it to its end, file by file.</summary>
    /// <param name="packed">The bytes, and nothing after them.</param>
    /// <param name="said">What their record says; one file or byte more is never asked for.</param>
    /// <param name="create">Opens what a file is written to; called with a path that follows the rule, once for each. Its failures pass.</param>
    /// <param name="cancellationToken">The caller's wish to stop.</param>
    /// <exception cref="InvalidDataException">It is no packed folder, or another than the record says.</exception>
    public static async Task ReadAsync(Stream packed, ArtifactFolder said, Func<string, Stream> create, CancellationToken cancellationToken)
    {
        var (names, last, files, bytes) = (new FolderNames(), "", 0, 0L);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (await HeaderAsync(packed, cancellationToken).ConfigureAwait(false) is var (name, length))
            {
                if (++files > said.Files || length > said.Bytes - bytes)
                {
                    throw new InvalidDataException($"It holds more than the {said.Files} files of {said.Bytes} bytes that its record says.");
                }

                if (string.CompareOrdinal(last, name) >= 0 || !names.TryAdd(name))
                {
                    throw new InvalidDataException($"'{Printable.Text(name)}' is in it twice, out of order, or written as another path but for upper and lower case.");
                }

                bytes += length;
                last = name;
                await CopyAsync(packed, length, name, create, buffer, cancellationToken).ConfigureAwait(false);
            }

            if (files != said.Files || bytes != said.Bytes)
            {
                throw new InvalidDataException($"It holds {files} files of {bytes} bytes, and its record says {said.Files} of {said.Bytes}.");
            }

            await EndAsync(packed, buffer, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task<(string Name, long Length)?> HeaderAsync(Stream packed, CancellationToken cancellationToken)
    {
        try
        {
            return await PackedHeader.ReadAsync(packed, cancellationToken).ConfigureAwait(false);
        }
        catch (EndOfStreamException e)
        {
            throw CutOff(e);
        }
    }

    private static async Task CopyAsync(Stream packed, long length, string name, Func<string, Stream> create, byte[] buffer, CancellationToken cancellationToken)
    {
        var file = create(name);
        await using (file.ConfigureAwait(false))
        {
            for (var left = length; left > 0;)
            {
                var count = await packed.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancellationToken).ConfigureAwait(false);
                if (count == 0)
                {
                    throw CutOff(null);
                }

                await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                left -= count;
            }
        }

        await ZerosAsync(packed, PackedHeader.Padding(length), buffer, cancellationToken).ConfigureAwait(false);
    }

    private static async Task EndAsync(Stream packed, byte[] buffer, CancellationToken cancellationToken)
    {
        await ZerosAsync(packed, PackedHeader.EndLength - PackedHeader.Block, buffer, cancellationToken).ConfigureAwait(false);
        if (await packed.ReadAsync(buffer.AsMemory(0, 1), cancellationToken).ConfigureAwait(false) != 0)
        {
            throw new InvalidDataException("Something comes after its end.");
        }
    }

    private static async Task ZerosAsync(Stream packed, int count, byte[] buffer, CancellationToken cancellationToken)
    {
        if (await packed.ReadAtLeastAsync(buffer.AsMemory(0, count), count, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false) < count)
        {
            throw CutOff(null);
        }

        if (buffer.AsSpan(0, count).ContainsAnyExcept((byte)0))
        {
            throw new InvalidDataException("Something hides between its files.");
        }
    }

    private static InvalidDataException CutOff(Exception? cause) => new("It is cut off.", cause);
}
