using Microsoft.CodeAnalysis;

namespace MlOps.Architecture;

/// <summary>A file holds one public type and bears its name. Types nested in it are part of it.</summary>
internal static class PublicTypeRule
{
    public static IEnumerable<string> Refusals(SourceProject project)
    {
        foreach (var file in project.Files)
        {
            var types = project.Types(file).Where(t => t.DeclaredAccessibility == Accessibility.Public).Select(t => t.Name).ToArray();
            if (types.Length > 1)
            {
                yield return $"{project.Name}/{file.FilePath} holds {string.Join(", ", types)}.";
            }
            else if (types is [var type] && type != Path.GetFileName(file.FilePath).Split('.')[0])
            {
                yield return $"{project.Name}/{file.FilePath} holds {type} and doesn't bear its name.";
            }
        }
    }
}
