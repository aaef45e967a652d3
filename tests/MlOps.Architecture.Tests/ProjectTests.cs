namespace MlOps.Architecture;

public class ProjectTests
{
    // Who may know whom. A project that isn't here is refused; so is a reference that isn't.
    private static readonly Dictionary<string, string[]> MayKnow = new(StringComparer.Ordinal)
    {
        ["MlOps.Abstractions"] = [],
        ["MlOps.Validation"] = ["MlOps.Abstractions"],
        ["MlOps.Heuristics"] = ["MlOps.Abstractions"],
        ["MlOps.Routing"] = ["MlOps.Abstractions"],
        ["MlOps.Registry"] = ["MlOps.Abstractions"],
        ["MlOps.Registry.Sqlite"] = ["MlOps.Registry"],
        ["MlOps.MLNet"] = ["MlOps.Abstractions"],
        ["MlOps.Sdk"] =
        [
            "MlOps.Abstractions", "MlOps.Validation", "MlOps.Heuristics", "MlOps.Routing", "MlOps.Registry", "MlOps.Registry.Sqlite", "MlOps.MLNet",
        ],
    };

    // Heavy packages stay at the edge: each here, and nowhere else.
    private static readonly Dictionary<string, string> OnlyIn = new(StringComparer.Ordinal)
    {
        ["Microsoft.ML"] = "MlOps.MLNet",
        ["Microsoft.Data.Analysis"] = "MlOps.MLNet",
        ["Microsoft.Data.Sqlite"] = "MlOps.Registry.Sqlite",
    };

    public static TheoryData<string> Projects => [.. House.Projects];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_those_it_may_know(string project)
    {
        Assert.True(MayKnow.ContainsKey(project), $"{project} is new: say here whom it may know.");
        Assert.Empty(House.ProjectReferences(project).Except(MayKnow[project]));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_heavy_package_stays_at_the_edge(string project)
    {
        foreach (var package in House.PackageReferences(project))
        {
            var home = OnlyIn.FirstOrDefault(o => package == o.Key || package.StartsWith(o.Key + ".", StringComparison.Ordinal)).Value;
            Assert.True(home is null || home == project, $"{project} references {package}, which belongs in {home} alone.");
            Assert.DoesNotContain("AspNetCore", package, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Abstractions_stand_on_abstractions_alone() =>
        Assert.All(House.PackageReferences("MlOps.Abstractions").Where(p => p.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)), p =>
            Assert.EndsWith(".Abstractions", p, StringComparison.Ordinal));

    [Fact]
    public void The_one_package_for_most_people_adds_no_logic() => Assert.Empty(House.Files("MlOps.Sdk"));
}
