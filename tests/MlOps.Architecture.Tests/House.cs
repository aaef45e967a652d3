using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace MlOps.Architecture;

/// <summary>Reads the house as it stands on disk.</summary>
internal static partial class House
{
    public static string Root { get; } = FindRoot();

    public static string Source => Path.Combine(Root, "src");

    public static IEnumerable<string> Projects => Directory.GetDirectories(Source).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal);

    public static IEnumerable<string> Files(string project) => Directory
        .GetFiles(Path.Combine(Source, project), "*.cs", SearchOption.AllDirectories)
        .Where(f => !Folder(project, f).StartsWith("obj", StringComparison.Ordinal) && !Folder(project, f).StartsWith("bin", StringComparison.Ordinal));

    /// <summary>The folder of a file inside its project; empty for the root.</summary>
    public static string Folder(string project, string file) =>
        Path.GetDirectoryName(Path.GetRelativePath(Path.Combine(Source, project), file))!.Replace('\\', '/');

    public static IEnumerable<string> ProjectReferences(string project) => References(project, "ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Replace('\\', '/')));

    public static IEnumerable<string> PackageReferences(string project) => References(project, "PackageReference");

    /// <summary>The code of a file without its comments and texts.</summary>
    public static string Code(string file) => NotCode().Replace(File.ReadAllText(file), "");

    private static IEnumerable<string> References(string project, string kind) => XDocument
        .Load(Path.Combine(Source, project, project + ".csproj"))
        .Descendants(kind)
        .Select(r => r.Attribute("Include")!.Value);

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "MlOps.Sdk.sln")))
        {
            directory = directory.Parent;
        }

        return directory.FullName;
    }

    [GeneratedRegex("""//[^\n]*|/\*.*?\*/|\$*"(?:\\.|[^"\\\n])*" """, RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex NotCode();
}
