using System.Globalization;
using System.IO.Compression;

namespace MlOps.MLNet.Loading;

/// <summary>Looks at a model's zip file before ML.NET unpacks it.</summary>
internal static class ArchiveLimits
{
    /// <summary>Throws where the archive holds more than it may; leaves the stream where it stood.</summary>
    /// <remarks>
    /// Sizes are those that the archive declares. The reader that ML.NET opens entries with gives no more than these, whatever an entry
    /// would unpack to.
    /// </remarks>
    /// <exception cref="ModelLoadException">It holds too much.</exception>
    public static void Check(string name, Stream content, MLNetOptions settings)
    {
        var start = content.Position;
        using (var archive = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true))
        {
            if (archive.Entries.Count > settings.MaxArchiveEntries)
            {
                throw Refused(name, $"{archive.Entries.Count} entries", nameof(MLNetOptions.MaxArchiveEntries), settings.MaxArchiveEntries);
            }

            var bytes = archive.Entries.Aggregate(UInt128.Zero, (sum, entry) => sum + (ulong)entry.Length);
            if (bytes > (ulong)settings.MaxArchiveBytes)
            {
                throw Refused(name, $"{bytes} bytes", nameof(MLNetOptions.MaxArchiveBytes), settings.MaxArchiveBytes);
            }
        }

        content.Position = start;
    }

    private static ModelLoadException Refused(string name, string found, string option, long limit) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"'{name}' unpacks to {found}, more than the limit of {limit}. If you know where the model comes from, raise {nameof(MLNetOptions)}.{option}."));
}
