using Microsoft.CodeAnalysis;

namespace MlOps.Architecture;

/// <summary>What users write is in the namespace MlOps. All else, and the public types of a seam, is in the namespace of its folder.</summary>
internal static class NamespaceRule
{
    public static IEnumerable<string> Refusals(SourceProject project, Layout layout)
    {
        foreach (var file in project.Files)
        {
            var folder = SourceProject.Folder(file);
            foreach (var type in project.Types(file))
            {
                var users = type.DeclaredAccessibility == Accessibility.Public && !layout.Seams.Contains(folder);
                var right = users ? "MlOps" : folder.Length == 0 ? layout.Namespace : $"{layout.Namespace}.{folder.Replace('/', '.')}";
                if (type.ContainingNamespace.ToDisplayString() is var name && name != right)
                {
                    yield return $"{project.Name}/{file.FilePath}: {type.Name} is in the namespace {name}, and belongs in {right}.";
                }
            }
        }
    }
}
