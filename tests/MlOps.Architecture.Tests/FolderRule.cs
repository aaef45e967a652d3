namespace MlOps.Architecture;

/// <summary>A folder uses only those before it in the declared order.</summary>
internal static class FolderRule
{
    public static IEnumerable<string> Refusals(SourceProject project, string[] order)
    {
        foreach (var file in project.Files)
        {
            var own = Array.IndexOf(order, SourceProject.Folder(file));
            if (own < 0)
            {
                yield return $"{project.Name}/{file.FilePath} is in a new folder: give it its place in the order.";
                continue;
            }

            foreach (var use in Use.InFile(project, file).Where(u => Array.IndexOf(order, u.Folder) > own))
            {
                yield return $"{project.Name}/{file.FilePath} uses {use.Name} of {use.Folder}, which stands behind {(own == 0 ? "the root" : order[own])}.";
            }
        }

        // The root may be empty.
        foreach (var folder in order.Except(project.Files.Select(SourceProject.Folder)).Where(f => f.Length > 0))
        {
            yield return $"{project.Name}/{folder} has its place in the order and no file.";
        }
    }
}
