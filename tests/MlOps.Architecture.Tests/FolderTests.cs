using System.Text.RegularExpressions;

namespace MlOps.Architecture;

public partial class FolderTests
{
    // The folders of each project, lowest first: a folder may use those before it, never those behind it. The root is the lowest.
    private static readonly Dictionary<string, string[]> Order = new(StringComparer.Ordinal)
    {
        ["MlOps.Abstractions"] = ["", "Rows", "Checks", "Runtimes", "Building"],
        ["MlOps.Validation"] = ["", "Schemas", "Rows", "Building"],
        ["MlOps.Heuristics"] = [""],
        ["MlOps.Routing"] = ["", "Declaration", "Observing", "Checking", "Fallback", "Sources", "Generations", "Serving", "Testing"],
        ["MlOps.Registry"] = ["", "Stores", "Json", "Versions", "Deployments", "Building"],
        ["MlOps.Registry.Sqlite"] = ["", "Files", "Metadata", "Building"],
        ["MlOps.MLNet"] = ["", "Fitting", "Pooling", "Loading"],
        ["MlOps.Sdk"] = [""],
    };

    public static TheoryData<string> Projects => [.. House.Projects];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_use_only_those_before_them(string project)
    {
        var order = Order[project];
        var homes = House.Files(project)
            .SelectMany(f => Types().Matches(House.Code(f)).Select(m => (Type: m.Groups["name"].Value, Folder: House.Folder(project, f))))
            .GroupBy(t => t.Type, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Select(t => t.Folder).Distinct().ToArray(), StringComparer.Ordinal);
        foreach (var file in House.Files(project))
        {
            var own = House.Folder(project, file);
            Assert.True(order.Contains(own), $"{project}/{own} is a new folder: give it its place in the order.");
            foreach (var word in Words().Matches(House.Code(file)).Select(m => m.Value).Distinct())
            {
                if (homes.TryGetValue(word, out var folders) && !folders.Contains(own))
                {
                    Assert.True(
                        folders.Any(f => Array.IndexOf(order, f) < Array.IndexOf(order, own)),
                        $"{Path.GetRelativePath(House.Root, file)} uses {word} of {string.Join(", ", folders)}, which stands behind {(own.Length == 0 ? "the root" : own)}.");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_file_holds_one_public_type_and_bears_its_name(string project)
    {
        foreach (var file in House.Files(project))
        {
            var types = PublicTypes().Matches(House.Code(file)).Select(m => m.Groups["name"].Value).ToArray();
            Assert.True(types.Length <= 1, $"{Path.GetRelativePath(House.Root, file)} holds {string.Join(", ", types)}.");
            if (types is [var type])
            {
                Assert.Equal(type, Path.GetFileName(file).Split('.')[0]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_file_is_read_in_one_sitting(string project) =>
        Assert.All(House.Files(project), f => Assert.InRange(File.ReadAllLines(f).Length, 0, 350));

    [Theory]
    [MemberData(nameof(Projects))]
    public void What_users_write_is_in_one_namespace_and_a_folders_own_types_below_it(string project)
    {
        foreach (var file in House.Files(project))
        {
            var name = Namespace().Match(House.Code(file)).Groups["name"].Value;
            Assert.True(
                name == "MlOps" || name.StartsWith("MlOps.", StringComparison.Ordinal),
                $"{Path.GetRelativePath(House.Root, file)} is in the namespace '{name}'.");
        }
    }

    [GeneratedRegex(@"^(public|internal)[\w ]*\b(class|struct|record|interface|enum|delegate)\s+(struct\s+|class\s+)?(?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Types();

    [GeneratedRegex(@"^public[\w ]*\b(class|struct|record|interface|enum)\s+(struct\s+|class\s+)?(?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicTypes();

    [GeneratedRegex(@"\b[A-Z]\w+\b")]
    private static partial Regex Words();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
