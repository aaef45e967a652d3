using System.Collections.Concurrent;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace MlOps.Architecture;

/// <summary>Reads the house as it stands on disk.</summary>
internal static class House
{
    private static readonly ConcurrentDictionary<string, Lazy<SourceProject>> Bound = new(StringComparer.Ordinal);

    // All that this program can load: the runtime, the packages and the built projects.
    private static readonly Lazy<MetadataReference[]> Assemblies = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(p => MetadataReference.CreateFromFile(p))]);

    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> Projects =>
        Directory.GetDirectories(Path.Combine(Root, "src")).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal);

    public static IEnumerable<string> Files(string project) => Directory
        .GetFiles(Home(project), "*.cs", SearchOption.AllDirectories)
        .Where(f => Path.GetRelativePath(Home(project), f).Split(Path.DirectorySeparatorChar)[0] is not ("obj" or "bin"));

    /// <summary>The sources of a project, bound once for all tests against the assemblies that it may know.</summary>
    public static SourceProject Sources(string project) => Bound.GetOrAdd(project, p => new(() => new(
        p,
        Files(p).Select(f => (Path.GetRelativePath(Home(p), f), File.ReadAllText(f))),
        References(Declared.Within(p).Skip(1))))).Value;

    /// <summary>What sources may be bound against: all that isn't of this house, and these projects of it.</summary>
    public static IEnumerable<MetadataReference> References(IEnumerable<string> projects) => Assemblies.Value.Where(a =>
        Path.GetFileNameWithoutExtension(a.Display!) is var name && (!Reference.IsOurs(name) || projects.Contains(name)));

    /// <summary>Every reference of a project: what its files say, what MSBuild made of them, and what the compiler kept.</summary>
    public static IEnumerable<Reference> References(string project)
    {
        string[] files = [Path.Combine(Home(project), project + ".csproj"), .. Inherited("Directory.Build.props"), .. Inherited("Directory.Build.targets")];
        var stated = files.Where(File.Exists).SelectMany(f => ReferenceReader.OfProjectFile(Path.GetRelativePath(Root, f), XDocument.Load(f)));
        using var restored = JsonDocument.Parse(File.ReadAllText(Path.Combine(Home(project), "obj", "project.assets.json")));
        using var assembly = File.OpenRead(Path.Combine(AppContext.BaseDirectory, project + ".dll"));
        return [.. stated, .. ReferenceReader.OfRestore(restored), .. ReferenceReader.OfAssembly(assembly)];
    }

    private static string Home(string project) => Path.Combine(Root, "src", project);

    private static string[] Inherited(string file) => [Path.Combine(Root, "src", file), Path.Combine(Root, file)];

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "MlOps.Sdk.sln")))
        {
            directory = directory.Parent;
        }

        return directory.FullName;
    }
}
