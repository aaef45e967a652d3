using System.IO.Compression;
using System.Text.Json;
using MlOps.Registry.Json;
using MlOps.Registry.Versions;

namespace MlOps.Registry.Transfer;

/// <summary>Writes versions as one file: the manifest, then the bytes of each, once under their digest.</summary>
/// <remarks>
/// Nothing is compressed. Formats of models mostly are already, and a reader that accepts only what isn't can't be made to unpack more
/// than it was given. The same versions make the same file, byte for byte.
/// </remarks>
internal sealed class Exporter(VersionCatalog versions, ArtifactReader artifacts)
{
    // The earliest time that the format knows: when a file was made is no part of what it says.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public async Task ExportAsync(string model, IReadOnlyCollection<int>? chosen, Stream destination, CancellationToken cancellationToken)
    {
        var numbers = await ChooseAsync(model, chosen, cancellationToken).ConfigureAwait(false);
        var forward = new ForwardStream(destination);
        await using (forward.ConfigureAwait(false))
        {
            // When something fails the archive is still closed; it lacks what its manifest names, or its manifest's end, and is refused.
            var archive = await ZipArchive.CreateAsync(forward, ZipArchiveMode.Create, leaveOpen: true, null, cancellationToken).ConfigureAwait(false);
            await using (archive.ConfigureAwait(false))
            {
                foreach (var number in await WriteManifestAsync(archive, model, numbers, cancellationToken).ConfigureAwait(false))
                {
                    await WriteArtifactAsync(archive, await versions.GetAsync(model, number, cancellationToken).ConfigureAwait(false), cancellationToken)
                        .ConfigureAwait(false);
                }
            }
        }
    }

    // Known before the first byte is written, so that a wrong number leaves no file.
    private async Task<List<int>> ChooseAsync(string model, IReadOnlyCollection<int>? chosen, CancellationToken cancellationToken)
    {
        var numbers = new List<int>();
        if (chosen is null)
        {
            // Says where there is no such model.
            await versions.GetAsync(model, 1, cancellationToken).ConfigureAwait(false);
            VersionEvent? lost = null;
            await foreach (var version in versions.ListAsync(model, cancellationToken).ConfigureAwait(false))
            {
                if (await artifacts.FindLossAsync(version, cancellationToken).ConfigureAwait(false) is { } loss)
                {
                    lost = loss;
                }
                else
                {
                    numbers.Add(version.Number);
                }
            }

            if (numbers.Count == 0 && lost is not null)
            {
                throw new ArtifactException($"Nothing of '{model}' can be exported: no version has its bytes any more. Those of v{lost.Version} {ArtifactReader.Say(lost)}");
            }
        }
        else
        {
            foreach (var number in chosen.Distinct().Order())
            {
                var version = await versions.GetAsync(model, number, cancellationToken).ConfigureAwait(false);
                numbers.Add(await artifacts.FindLossAsync(version, cancellationToken).ConfigureAwait(false) is not { } loss
                    ? number
                    : throw new ArtifactException(
                        $"{version} can't be exported: its bytes {ArtifactReader.Say(loss)} Leave it out."));
            }
        }

        return numbers.Count is > 0 and <= TransferLimits.Versions
            ? numbers
            : throw new ArgumentException($"One file takes 1 to {TransferLimits.Versions} versions, not {numbers.Count}. Name those that it is to hold.", nameof(chosen));
    }

    // Returns one version for each of their bytes.
    private async Task<List<int>> WriteManifestAsync(ZipArchive archive, string model, List<int> numbers, CancellationToken cancellationToken)
    {
        var (withBytes, seen) = (new List<int>(), new HashSet<string>(StringComparer.Ordinal));
        using var digest = new ManifestDigest(model);
        var entry = await CreateAsync(archive, ArchiveNames.Manifest, cancellationToken).ConfigureAwait(false);
        await using (entry.ConfigureAwait(false))
        {
            var json = new Utf8JsonWriter(entry);
            await using (json.ConfigureAwait(false))
            {
                json.WriteStartObject();
                json.WriteNumber("format", Manifest.CurrentFormat);
                json.WriteString("model", model);
                json.WriteStartArray("versions");
                foreach (var number in numbers)
                {
                    var version = await versions.GetAsync(model, number, cancellationToken).ConfigureAwait(false);
                    json.WriteRawValue(digest.Add(await DescribeAsync(version, cancellationToken).ConfigureAwait(false)), skipInputValidation: true);
                    await json.FlushAsync(cancellationToken).ConfigureAwait(false);
                    CheckSize(json.BytesCommitted);
                    if (seen.Add(version.Artifact.Digest))
                    {
                        withBytes.Add(number);
                    }
                }

                json.WriteEndArray();
                json.WriteString("digest", digest.Finish());
                json.WriteEndObject();
            }
        }

        return withBytes;
    }

    private async Task<ManifestVersion> DescribeAsync(ModelVersion version, CancellationToken cancellationToken) => new()
    {
        Version = VersionIdentity.Fixed(version),
        Parent = version.Origin is { ParentNumber: { } number, ParentDigest: { } digest } ? new(number, digest)
            : version.Lineage?.ParentVersion is { } parent ? VersionIdentity.Of(await versions.GetAsync(version.Model, parent, cancellationToken).ConfigureAwait(false))
            : null,
    };

    private async Task WriteArtifactAsync(ZipArchive archive, ModelVersion version, CancellationToken cancellationToken)
    {
        var bytes = await OpenAsync(version, cancellationToken).ConfigureAwait(false);
        await using (bytes.ConfigureAwait(false))
        {
            var entry = await CreateAsync(archive, ArchiveNames.Artifact(version.Artifact.Digest), cancellationToken).ConfigureAwait(false);
            await using (entry.ConfigureAwait(false))
            {
                await bytes.CopyToAsync(entry, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<Stream> OpenAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        try
        {
            return await artifacts.OpenAsync(version, cancellationToken).ConfigureAwait(false);
        }
        catch (ArtifactException e)
        {
            // They were there when the versions were chosen.
            if (await artifacts.FindLossAsync(version, cancellationToken).ConfigureAwait(false) is { } loss)
            {
                throw new ArtifactException(
                    $"While {version} was exported, its bytes {ArtifactReader.Say(loss)} What was written by then is no export, and no registry imports it. Export "
                    + "again without this version; where none is named, it is left out.",
                    e);
            }

            throw;
        }
    }

    private static Task<Stream> CreateAsync(ZipArchive archive, string name, CancellationToken cancellationToken)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = NoTime;
        return entry.OpenAsync(cancellationToken);
    }

    private static void CheckSize(long bytes)
    {
        // Room for the end.
        if (bytes > TransferLimits.ManifestBytes - 1024)
        {
            throw new ArgumentException($"What these versions say takes more than {TransferLimits.ManifestBytes} bytes. Export them in several files.");
        }
    }
}
