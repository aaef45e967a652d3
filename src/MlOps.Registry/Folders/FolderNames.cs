using System.Buffers;
using System.Text;

namespace MlOps.Registry.Folders;

/// <summary>
/// The rule for paths of files in a folder, so that what was packed on one machine means the same on every other; and what one folder
/// has had of them so far. Not for several threads.
/// </summary>
internal sealed class FolderNames
{
    public const string Rule =
        "A file's path in a folder is at most 500 bytes of UTF-8 in at most 16 parts. Each part is 1 to 255 bytes, in Unicode's composed form, starts with "
        + "no space, ends with no dot or space, holds no control or invisible character and none of \\ : * ? \" < > |, and is no Windows device name "
        + "such as 'con' or 'com1.txt'. No two paths or parts differ only in upper and lower case.";

    // Also what bounds the memory for the names of a hostile folder, and the directories that it makes.
    private const int MaxBytes = 500;
    private const int MaxParts = 16;
    private const int MaxPartBytes = 255;

    private static readonly SearchValues<char> Reserved = SearchValues.Create("\\:*?\"<>|/");
    private static readonly HashSet<string> Devices = new(
        ["con", "prn", "aux", "nul", "conin$", "conout$", "clock$", .. "0123456789¹²³".SelectMany(n => new[] { $"com{n}", $"lpt{n}" })], StringComparer.OrdinalIgnoreCase);

    // By the path ignoring case: how it was written first, and whether it is a file.
    private readonly Dictionary<string, (string Path, bool IsFile)> _seen = new(StringComparer.OrdinalIgnoreCase);

    public static bool IsValid(string path)
    {
        if (path.Length is 0 or > MaxBytes || !HasWholeCharacters(path) || Encoding.UTF8.GetByteCount(path) > MaxBytes)
        {
            return false;
        }

        var parts = path.Split('/');
        return parts.Length <= MaxParts && parts.All(IsPart);
    }

    /// <summary>Takes one more file.</summary>
    /// <returns>Whether it follows the rule beside those before.</returns>
    public bool TryAdd(string path)
    {
        if (!IsValid(path))
        {
            return false;
        }

        for (var end = path.IndexOf('/', StringComparison.Ordinal); end >= 0; end = path.IndexOf('/', end + 1))
        {
            var above = path[..end];
            if (!_seen.TryAdd(above, (above, false)) && _seen[above] != (above, false))
            {
                return false;
            }
        }

        return _seen.TryAdd(path, (path, true));
    }

    // Half a pair has no UTF-8, and nothing below can be asked of it.
    private static bool HasWholeCharacters(string path)
    {
        for (var i = 0; i < path.Length; i++)
        {
            if (char.IsSurrogate(path[i]) && !(i + 1 < path.Length && char.IsSurrogatePair(path[i], path[++i])))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsPart(string part) =>
        part.Length > 0
        && Encoding.UTF8.GetByteCount(part) <= MaxPartBytes
        && part[0] != ' '
        && part[^1] is not ('.' or ' ')
        && !part.AsSpan().ContainsAny(Reserved)
        && part.EnumerateRunes().All(Printable.IsVisible)
        && part.IsNormalized(NormalizationForm.FormC)
        && !Devices.Contains(part.Split('.', 2)[0].TrimEnd(' '));
}
