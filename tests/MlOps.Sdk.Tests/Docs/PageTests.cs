namespace MlOps.Docs;

/// <summary>The code of every page stands in a test beside this one, which runs it.</summary>
public class PageTests
{
    private static readonly string Sources = string.Join('\n', Directory
        .EnumerateFiles(Path.Combine(Page.Root, "tests", "MlOps.Sdk.Tests", "Docs"), "*.cs", SearchOption.AllDirectories)
        .Append(Path.Combine(Page.Root, "tests", "MlOps.QuickStart", "Program.cs"))
        .Select(File.ReadAllText));

    public static TheoryData<string> Pages =>
    [
        "README.md",
        .. Directory.EnumerateFiles(Path.Combine(Page.Root, "docs"), "*.md").Select(p => $"docs/{Path.GetFileName(p)}"),
        .. Directory.EnumerateDirectories(Path.Combine(Page.Root, "src")).Select(d => $"src/{Path.GetFileName(d)}/README.md").Where(p => File.Exists(Path.Combine(Page.Root, p))),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_piece_of_code_on_a_page_stands_in_a_test(string page) =>
        Assert.All(new Page(page).Blocks("csharp"), code => Assert.True(StandsInATest(code), $"No test holds this code of {page}:\n{code}"));

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/validation.md")]
    [InlineData("src/MlOps.Validation/README.md")]
    public void Code_is_found_where_there_is_some(string page) => Assert.NotEmpty(new Page(page).Blocks("csharp"));

    // In a test the code stands further to the right.
    private static bool StandsInATest(string code) => Enumerable.Range(0, 6).Any(depth => Sources.Contains(Indented(code, 4 * depth), StringComparison.Ordinal));

    private static string Indented(string code, int spaces) =>
        string.Join('\n', code.Split('\n').Select(line => line.Length == 0 ? line : new string(' ', spaces) + line));
}
