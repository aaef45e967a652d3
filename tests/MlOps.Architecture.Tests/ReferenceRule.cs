namespace MlOps.Architecture;

/// <summary>A project references only those it may know, and heavy packages stay at the edge.</summary>
internal static class ReferenceRule
{
    public static IEnumerable<string> Refusals(string project, IEnumerable<Reference> references) => references
        .Select(r => Why(Declared.Of(project), r) is { } why ? $"{project} references {r.Name} ({r.Where}): {why}." : null)
        .OfType<string>()
        .Distinct();

    private static string? Why(Layout layout, Reference reference)
    {
        var within = Declared.Within(layout.Project);
        if (reference.IsOfOurs && !(reference.Stated ? layout.MayKnow : within).Contains(reference.Name))
        {
            return $"it may know {(layout.MayKnow is [] ? "nobody" : string.Join(", ", layout.MayKnow))}";
        }

        // A heavy package may be reached through the project that is its home; the code of no other uses it.
        var home = Declared.OnlyIn.FirstOrDefault(o => IsOrBeginsWith(reference.Name, o.Key)).Value;
        var reached = reference is { Kind: "PackageReference", Stated: false };
        if (home is not null && home != layout.Project && !(reached && within.Contains(home)))
        {
            return $"it belongs in {home} alone";
        }

        if (reference.Name.Contains("AspNetCore", StringComparison.OrdinalIgnoreCase))
        {
            return "no web framework comes in here";
        }

        return layout.OnAbstractionsAlone
            && IsOrBeginsWith(reference.Name, "Microsoft.Extensions")
            && !reference.Name.EndsWith(".Abstractions", StringComparison.OrdinalIgnoreCase)
            ? "it stands on abstractions alone"
            : null;
    }

    private static bool IsOrBeginsWith(string name, string package) =>
        name.Equals(package, StringComparison.OrdinalIgnoreCase) || name.StartsWith(package + ".", StringComparison.OrdinalIgnoreCase);
}
