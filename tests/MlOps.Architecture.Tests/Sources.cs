namespace MlOps.Architecture;

/// <summary>Small projects from a few strings, to see a rule refuse them.</summary>
internal static class Sources
{
    public static SourceProject Of(params (string Path, string Text)[] files) => new("MlOps.Bad", files, House.References([]));
}
