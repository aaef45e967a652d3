using System.Text.Json;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace MlOps.Architecture;

public class ProjectTests
{
    public static TheoryData<string> Projects => [.. House.Projects];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_it_may_know(string project) => Refused.Nothing(ReferenceRule.Refusals(project, House.References(project)));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Its_references_are_seen_wherever_they_come_from(string project)
    {
        var references = House.References(project).ToArray();
        var ours = references.Where(r => r.Kind == "ProjectReference").ToLookup(r => r.Where, r => r.Name, StringComparer.Ordinal);
        Assert.Equal(Declared.Of(project).MayKnow.Order(StringComparer.Ordinal), ours[$"src/{project}/{project}.csproj"].Order(StringComparer.Ordinal));
        Assert.Equal(Declared.Within(project).Skip(1).Order(StringComparer.Ordinal), ours["the restored project"].Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(references, r => r is { Name: "MinVer", Where: "src/Directory.Build.props" });
        Assert.Contains(references, r => r is { Name: "MinVer", Stated: true, Where: "the restored project" });
        Assert.Contains(references, r => r is { Name: "System.Runtime", Where: "the built assembly" });
    }

    [Fact]
    public void Only_what_exists_is_declared() => Assert.Equal(House.Projects, Declared.Projects.Select(p => p.Project).Order(StringComparer.Ordinal));

    [Fact]
    public void The_one_package_for_most_people_adds_no_logic() => Assert.Empty(House.Files("MlOps.Sdk"));

    [Theory]
    [InlineData("<ProjectReference Include='../MlOps.Routing/MlOps.Routing.csproj' />", "it may know MlOps.Abstractions")]
    [InlineData("<ProjectReference Include='..\\MlOps.Abstractions\\MlOps.Abstractions.csproj;..\\MlOps.Routing\\MlOps.Routing.csproj' />", "it may know MlOps.Abstractions")]
    [InlineData("<ProjectReference Condition='false' Include='../../samples/CensusIncome/CensusIncome.csproj' />", "it may know MlOps.Abstractions")]
    [InlineData("<PackageReference Include='MlOps.Routing' />", "it may know MlOps.Abstractions")]
    [InlineData("<Reference Include='MlOps.Routing, Version=1.0.0.0' />", "it may know MlOps.Abstractions")]
    [InlineData("<PackageReference Include='Microsoft.ML' />", "it belongs in MlOps.MLNet alone")]
    [InlineData("<PackageReference Include='microsoft.ml.fasttree' />", "it belongs in MlOps.MLNet alone")]
    [InlineData("<FrameworkReference Include='Microsoft.AspNetCore.App' />", "no web framework comes in here")]
    public void What_a_project_file_or_a_file_that_it_inherits_says_is_refused(string item, string why) =>
        Assert.EndsWith(
            $" (Directory.Build.props): {why}.",
            Assert.Single(ReferenceRule.Refusals("MlOps.Validation", ReferenceReader.OfProjectFile("Directory.Build.props", Project(item)))),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("<PackageReference Include='Microsoft.MLOddity;CsCheck' />")]
    [InlineData("<PackageReference Update='Microsoft.ML' />")]
    [InlineData("<ProjectReference Include='../MlOps.Abstractions/MlOps.Abstractions.csproj' />")]
    public void What_it_may_know_is_not(string item) =>
        Assert.Empty(ReferenceRule.Refusals("MlOps.Validation", ReferenceReader.OfProjectFile("Directory.Build.props", Project(item))));

    [Theory]
    [InlineData("""{ "dependencies": { "Microsoft.ML": { "target": "Package" } } }""", "{}", "{}", "Microsoft.ML")]
    [InlineData("""{ "frameworkReferences": { "Microsoft.AspNetCore.App": {} } }""", "{}", "{}", "Microsoft.AspNetCore.App")]
    [InlineData("{}", """{ "/src/MlOps.Routing/MlOps.Routing.csproj": {} }""", "{}", "MlOps.Routing")]
    [InlineData("{}", "{}", """{ "MlOps.Routing/1.0.0": { "type": "project" } }""", "MlOps.Routing")]
    [InlineData("{}", "{}", """{ "Light/1.0.0": { "type": "package" }, "Microsoft.Data.Sqlite/1.0.0": { "type": "package" } }""", "Microsoft.Data.Sqlite")]
    public void What_MSBuild_made_of_a_project_is_refused(string framework, string projects, string graph, string what)
    {
        using var assets = JsonDocument.Parse($$$"""
            {
              "libraries": {{{graph}}},
              "project": { "restore": { "frameworks": { "net10.0": { "projectReferences": {{{projects}}} } } }, "frameworks": { "net10.0": {{{framework}}} } }
            }
            """);
        Assert.StartsWith(
            $"MlOps.Validation references {what} (the restored project): ",
            Assert.Single(ReferenceRule.Refusals("MlOps.Validation", ReferenceReader.OfRestore(assets))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_heavy_package_may_be_reached_through_its_home_and_not_be_used()
    {
        Assert.Empty(ReferenceRule.Refusals("MlOps.Sdk", [new("PackageReference", "Microsoft.ML", Stated: false, "")]));
        Assert.NotEmpty(ReferenceRule.Refusals("MlOps.Sdk", [new("PackageReference", "Microsoft.ML", Stated: true, "")]));
        Assert.NotEmpty(ReferenceRule.Refusals("MlOps.Sdk", [new("Reference", "Microsoft.ML.Core", Stated: false, "")]));
    }

    [Fact]
    public void A_project_may_use_but_not_ask_for_what_those_know_whom_it_knows()
    {
        Assert.Empty(ReferenceRule.Refusals("MlOps.Registry.Sqlite", [new("Reference", "MlOps.Abstractions", Stated: false, "")]));
        Assert.NotEmpty(ReferenceRule.Refusals("MlOps.Registry.Sqlite", [new("ProjectReference", "MlOps.Abstractions", Stated: true, "")]));
    }

    [Fact]
    public void Abstractions_stand_on_abstractions_alone()
    {
        Assert.Empty(ReferenceRule.Refusals("MlOps.Abstractions", [new("PackageReference", "Microsoft.Extensions.Logging.Abstractions", Stated: true, "")]));
        Assert.NotEmpty(ReferenceRule.Refusals("MlOps.Abstractions", [new("PackageReference", "Microsoft.Extensions.Options", Stated: true, "")]));
        Assert.NotEmpty(ReferenceRule.Refusals("MlOps.Abstractions", [new("Reference", "Microsoft.Extensions.Options", Stated: false, "")]));
    }

    [Fact]
    public void An_assembly_that_uses_a_type_of_a_sibling_is_refused_though_no_file_names_the_sibling()
    {
        var sibling = MetadataReference.CreateFromImage(new SourceProject("MlOps.Routing", [("Route.cs", "public class Route;")], House.References([])).Emit());
        var project = new SourceProject("MlOps.Validation", [("Check.cs", "public class Check : Route;")], [.. House.References([]), sibling]);
        using var assembly = new MemoryStream(project.Emit());
        Assert.Equal(
            ["MlOps.Validation references MlOps.Routing (the built assembly): it may know MlOps.Abstractions."],
            ReferenceRule.Refusals("MlOps.Validation", ReferenceReader.OfAssembly(assembly)));
    }

    private static XDocument Project(string item) => XDocument.Parse($"<Project><ItemGroup>{item}</ItemGroup></Project>");
}
