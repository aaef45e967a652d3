using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json;
using System.Xml.Linq;

namespace MlOps.Architecture;

/// <summary>Reads references from each place where they show.</summary>
internal static class ReferenceReader
{
    /// <summary>What a project file says, or one that it inherits; conditions don't matter.</summary>
    public static IEnumerable<Reference> OfProjectFile(string path, XDocument file) => file.Descendants()
        .Where(e => e.Name.LocalName is "ProjectReference" or "PackageReference" or "FrameworkReference" or "Reference")
        .Where(e => e.Attribute("Include") is not null)
        .SelectMany(e => e.Attribute("Include")!.Value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(i => new Reference(e.Name.LocalName, e.Name.LocalName == "ProjectReference" ? ProjectName(i) : i.Split(',')[0], Stated: true, path)));

    /// <summary>What restoring wrote down (project.assets.json): MSBuild's own reading of the project with all its imports, and the graph behind it.</summary>
    public static IEnumerable<Reference> OfRestore(JsonDocument assets)
    {
        const string Where = "the restored project";
        var project = assets.RootElement.GetProperty("project");
        foreach (var framework in project.GetProperty("restore").GetProperty("frameworks").EnumerateObject())
        {
            foreach (var reference in Members(framework.Value, "projectReferences"))
            {
                yield return new("ProjectReference", ProjectName(reference.Name), Stated: true, Where);
            }
        }

        foreach (var framework in project.GetProperty("frameworks").EnumerateObject())
        {
            foreach (var reference in Members(framework.Value, "dependencies"))
            {
                yield return new("PackageReference", reference.Name, Stated: true, Where);
            }

            foreach (var reference in Members(framework.Value, "frameworkReferences"))
            {
                yield return new("FrameworkReference", reference.Name, Stated: true, Where);
            }
        }

        foreach (var library in Members(assets.RootElement, "libraries"))
        {
            var kind = library.Value.GetProperty("type").GetString() == "project" ? "ProjectReference" : "PackageReference";
            yield return new(kind, library.Name.Split('/')[0], Stated: false, Where);
        }
    }

    /// <summary>What the compiler kept: the assemblies whose types the code uses, wherever their references came from.</summary>
    public static IEnumerable<Reference> OfAssembly(Stream assembly)
    {
        using var file = new PEReader(assembly);
        var metadata = file.GetMetadataReader();
        return
        [
            .. metadata.AssemblyReferences.Select(r =>
                new Reference("Reference", metadata.GetString(metadata.GetAssemblyReference(r).Name), Stated: false, "the built assembly")),
        ];
    }

    private static JsonElement.ObjectEnumerator Members(JsonElement element, string name) =>
        element.TryGetProperty(name, out var members) ? members.EnumerateObject() : default;

    private static string ProjectName(string path) => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'));
}
