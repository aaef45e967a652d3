using System.Text.RegularExpressions;

namespace MlOps.Registry.Stores;

/// <summary>Files that are written aside and renamed into their place, for stores and the registry alike.</summary>
public static partial class TemporaryFile
{
    private static readonly TimeSpan LeftoverAge = TimeSpan.FromDays(1);

    /// <summary>A name in a directory that nobody else has.</summary>
    public static string NewPath(string directory) => Path.Combine(directory, $"{Path.GetRandomFileName()}.tmp");

    /// <summary>Whether the name is one of <see cref="NewPath"/>; no other temporary file is touched.</summary>
    public static bool IsTemporary(string path) => Name().IsMatch(Path.GetFileName(path));

    /// <summary>Those in a directory that a process left behind which was killed while it wrote; one of today may be another process's work.</summary>
    public static IEnumerable<string> FindLeftovers(string directory, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        var before = time.GetUtcNow().UtcDateTime - LeftoverAge;
        return Directory.EnumerateFiles(directory, "*.tmp").Where(f => IsTemporary(f) && File.GetLastWriteTimeUtc(f) < before);
    }

    [GeneratedRegex(@"\A[a-z0-9]{8}\.[a-z0-9]{3}\.tmp\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
