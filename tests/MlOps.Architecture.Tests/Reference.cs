namespace MlOps.Architecture;

/// <summary>One thing that a project references.</summary>
/// <param name="Kind">How MSBuild calls it: ProjectReference, PackageReference, FrameworkReference; a Reference is an assembly.</param>
/// <param name="Name">Its name, without path and version.</param>
/// <param name="Stated">Whether the project asks for it by name, or reaches it some other way.</param>
/// <param name="Where">Where that was read.</param>
internal sealed record Reference(string Kind, string Name, bool Stated, string Where)
{
    /// <summary>A project of this house, whether it comes as a project, as a package or as an assembly.</summary>
    public bool IsOfOurs => Kind == "ProjectReference" || IsOurs(Name);

    public static bool IsOurs(string name) => name.StartsWith("MlOps.", StringComparison.Ordinal);
}
