namespace MlOps.Architecture;

/// <summary>What is declared of one project.</summary>
internal sealed record Layout(string Project)
{
    /// <summary>The projects it may reference; its code may use what those may know too.</summary>
    public string[] MayKnow { get; init; } = [];

    /// <summary>Its folders, lowest first: a folder may use those before it, never those behind it. The root is empty, and the lowest.</summary>
    public string[] Folders { get; init; } = [""];

    /// <summary>Folders whose public types are for those who write packages, not for those who use them.</summary>
    public string[] Seams { get; init; } = [];

    /// <summary>The namespace of its root.</summary>
    public string Namespace { get; init; } = Project;

    /// <summary>Of Microsoft's extensions it may reference the abstractions, and nothing else.</summary>
    public bool OnAbstractionsAlone { get; init; }
}
