using System.Globalization;
using System.Text;

namespace MlOps.Registry.Folders;

/// <summary>
/// What stands before each file of a packed folder: the header of a tar archive (POSIX ustar), with one more before it (pax) where the
/// path is long or not ASCII, or the file long. There is one way to write each: nothing depends on the machine or its library's version.
/// </summary>
internal static class PackedHeader
{
    public const int Block = 512;

    /// <summary>The archive's end.</summary>
    public const int EndLength = 2 * Block;

    private const int MaxRecords = 2 * Block + Block;
    private const int NameLength = 100;
    private const long MaxOctal = 0x1_FFFF_FFFF;
    private const string RecordsName = "././@PaxHeader";

    public static byte[] Write(string name, long length)
    {
        var (isShort, isSmall) = (name.Length <= NameLength && Ascii.IsValid(name), length <= MaxOctal);
        if (isShort && isSmall)
        {
            var header = new byte[Block];
            WriteBlock(header, name, length, '0');
            return header;
        }

        var records = Encoding.UTF8.GetBytes((isShort ? "" : Record("path", name)) + (isSmall ? "" : Record("size", length.ToString(CultureInfo.InvariantCulture))));
        var all = new byte[Block + Padded(records.Length) + Block];
        WriteBlock(all.AsSpan(0, Block), RecordsName, records.Length, 'x');
        records.CopyTo(all.AsSpan(Block));

        // For readers that don't know the records.
        var shown = new string([.. name[..Math.Min(name.Length, NameLength)].Select(c => char.IsAscii(c) ? c : '_')]);
        WriteBlock(all.AsSpan(all.Length - Block), shown, isSmall ? length : 0, '0');
        return all;
    }

    /// <summary>How many zeros follow on so many bytes.</summary>
    public static int Padding(long length) => (int)(-length & (Block - 1));

    /// <summary>Reads the next header.</summary>
    /// <returns>The file's path and length; null at the archive's end.</returns>
    /// <exception cref="InvalidDataException">It is any other than <see cref="Write"/> writes.</exception>
    public static async Task<(string Name, long Length)?> ReadAsync(Stream packed, CancellationToken cancellationToken)
    {
        var first = new byte[Block];
        await packed.ReadExactlyAsync(first, cancellationToken).ConfigureAwait(false);
        if (!first.AsSpan().ContainsAnyExcept((byte)0))
        {
            return null;
        }

        var read = first;
        if (first[156] == 'x')
        {
            var records = ReadOctal(first);
            if (records is 0 or > MaxRecords)
            {
                throw NotOurs();
            }

            read = new byte[Block + Padded((int)records) + Block];
            first.CopyTo(read, 0);
            await packed.ReadExactlyAsync(read.AsMemory(Block), cancellationToken).ConfigureAwait(false);
        }

        var (name, length) = Parse(read);

        // Links, other kinds of entries, modes, owners, other ways to write the same: whatever we wouldn't write is refused at once.
        return FolderNames.IsValid(name) && Write(name, length).AsSpan().SequenceEqual(read) ? (name, length) : throw NotOurs();
    }

    private static (string Name, long Length) Parse(byte[] read)
    {
        var header = read.AsSpan(read.Length - Block);
        var end = header[..NameLength].IndexOf((byte)0);
        var name = Encoding.Latin1.GetString(header[..(end < 0 ? NameLength : end)]);
        var length = ReadOctal(header);
        if (read.Length > Block)
        {
            foreach (var record in Encoding.UTF8.GetString(read.AsSpan(Block, (int)ReadOctal(read))).Split('\n'))
            {
                var text = record[(record.IndexOf(' ', StringComparison.Ordinal) + 1)..];
                name = text.StartsWith("path=", StringComparison.Ordinal) ? text[5..] : name;
                length = text.StartsWith("size=", StringComparison.Ordinal) && long.TryParse(text[5..], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
                    ? size
                    : length;
            }
        }

        return (name, length);
    }

    private static void WriteBlock(Span<byte> block, string name, long length, char kind)
    {
        Encoding.ASCII.GetBytes(name, block);
        WriteOctal(block.Slice(100, 8), kind == 'x' ? 0 : 0b110_100_100);
        WriteOctal(block.Slice(108, 8), 0);
        WriteOctal(block.Slice(116, 8), 0);
        WriteOctal(block.Slice(124, 12), length);
        WriteOctal(block.Slice(136, 12), 0);
        block[156] = (byte)kind;
        "ustar\000"u8.CopyTo(block[257..]);
        WriteOctal(block.Slice(329, 8), 0);
        WriteOctal(block.Slice(337, 8), 0);

        // The sum of all bytes, with the sum's own place as spaces.
        block.Slice(148, 8).Fill((byte)' ');
        var sum = 0;
        foreach (var b in block)
        {
            sum += b;
        }

        WriteOctal(block.Slice(148, 7), sum);
    }

    // Digits of 8 with zeros before them and a zero byte after them.
    private static void WriteOctal(Span<byte> field, long value)
    {
        for (var i = field.Length - 2; i >= 0; i--, value >>= 3)
        {
            field[i] = (byte)('0' + (value & 7));
        }

        field[^1] = 0;
    }

    private static long ReadOctal(ReadOnlySpan<byte> block)
    {
        var value = 0L;
        foreach (var digit in block.Slice(124, 11))
        {
            value = digit is >= (byte)'0' and <= (byte)'7' ? (value << 3) + (digit - '0') : throw NotOurs();
        }

        return value;
    }

    // A record begins with its own length, that length's digits included.
    private static string Record(string key, string value)
    {
        var rest = $" {key}={value}\n";
        var bytes = Encoding.UTF8.GetByteCount(rest);
        var length = bytes + 1;
        while (bytes + length.ToString(CultureInfo.InvariantCulture).Length != length)
        {
            length = bytes + length.ToString(CultureInfo.InvariantCulture).Length;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{length}{rest}");
    }

    private static int Padded(int length) => length + Padding(length);

    private static InvalidDataException NotOurs() => new("An entry of it is none that a registry packs: a link, a hostile path or another kind of archive.");
}
