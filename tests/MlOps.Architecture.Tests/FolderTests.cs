namespace MlOps.Architecture;

public class FolderTests
{
    private const string Extensions = """
        namespace MlOps.Bad.High;

        internal static class Extensions
        {
            public static int Twice(this int number) => 2 * number;

            public static IEnumerator<int> GetEnumerator(this int number) => Enumerable.Range(0, number).GetEnumerator();

            public static System.Runtime.CompilerServices.TaskAwaiter GetAwaiter(this int number) => Task.Delay(number).GetAwaiter();

            public static void Deconstruct(this int number, out int tens, out int ones) => (tens, ones) = (number / 10, number % 10);

            public static void Add(this Queue<int> queue, int number) => queue.Enqueue(number);

            public static int Select(this int number, Func<int, int> select) => select(number);

            extension(int number)
            {
                public int Half => number / 2;

                public static int Dozen => 12;
            }
        }
        """;

    public static TheoryData<string> Projects => [.. House.Projects];

    public static TheoryData<string> ProjectsWithFolders => [.. Declared.Projects.Where(p => p.Folders.Length > 1).Select(p => p.Project)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_use_only_those_before_them(string project) =>
        Refused.Nothing(FolderRule.Refusals(House.Sources(project), Declared.Of(project).Folders));

    [Theory]
    [MemberData(nameof(ProjectsWithFolders))]
    public void Uses_of_other_folders_are_seen(string project)
    {
        var sources = House.Sources(project);
        Assert.NotEmpty(sources.Files.SelectMany(f => Use.InFile(sources, f)));
    }

    [Fact]
    public void A_type_of_a_folder_behind_is_refused() =>
        Assert.Equal(
            ["MlOps.Bad/Low/Caller.cs uses MlOps.Bad.High.Callee of High, which stands behind Low."],
            Refusals(
                "internal sealed class Caller { public object? Called { get; } = typeof(High.Callee); }",
                "namespace MlOps.Bad.High; internal sealed class Callee;"));

    [Fact]
    public void A_type_of_a_folder_before_is_not() =>
        Assert.Empty(FolderRule.Refusals(
            Sources.Of(
                ("Caller.cs", "namespace MlOps.Bad; internal sealed class Caller;"),
                ("High/Callee.cs", "namespace MlOps.Bad.High; internal sealed class Callee { public object? Called { get; } = typeof(Caller); }")),
            ["", "High"]));

    [Theory]
    [InlineData("return 2.Twice();")]
    [InlineData("return 2.Half;")]
    [InlineData("return int.Dozen;")]
    [InlineData("Func<int> twice = 2.Twice; return twice();")]
    [InlineData("foreach (var number in 2) { } return 0;")]
    [InlineData("async Task Wait() => await 2; return 0;")]
    [InlineData("var (tens, ones) = 12; return tens + ones;")]
    [InlineData("foreach (var (tens, ones) in new[] { 12 }) { } return 0;")]
    [InlineData("return new Queue<int> { 1 }.Count;")]
    [InlineData("return from number in 2 select number;")]
    public void An_extension_of_a_folder_behind_is_refused_without_the_name_of_its_type(string body) =>
        Assert.Contains(
            Refusals("internal static class Caller { public static int Call() { " + body + " } }", Extensions),
            r => r.StartsWith("MlOps.Bad/Low/Caller.cs uses ", StringComparison.Ordinal) && r.Contains(" of High, which stands behind Low", StringComparison.Ordinal));

    [Fact]
    public void A_member_that_a_folder_behind_adds_to_a_partial_type_is_refused() =>
        Assert.NotEmpty(Refusals(
            "internal static partial class Caller { public static int Call() => Number; }",
            "namespace MlOps.Bad.Low; internal static partial class Caller { private static int Number => 1; }"));

    [Fact]
    public void A_word_that_only_looks_like_a_type_is_not_a_use() =>
        Assert.Empty(Refusals(
            """internal static class Caller { /* Callee */ public static string Callee => "Callee"; public static string Call() => Callee; }""",
            "namespace MlOps.Bad.High; internal sealed class Callee;"));

    [Fact]
    public void A_folder_without_a_place_in_the_order_is_refused() =>
        Assert.Equal(
            ["MlOps.Bad/High/Callee.cs is in a new folder: give it its place in the order."],
            FolderRule.Refusals(Sources.Of(("High/Callee.cs", "namespace MlOps.Bad.High; internal sealed class Callee;")), [""]));

    [Fact]
    public void A_place_in_the_order_without_a_folder_is_refused() =>
        Assert.Equal(["MlOps.Bad/High has its place in the order and no file."], FolderRule.Refusals(Sources.Of(), ["", "High"]));

    private static string[] Refusals(string low, string high)
    {
        var project = Sources.Of(("Low/Caller.cs", "using MlOps.Bad.High; namespace MlOps.Bad.Low { " + low + " }"), ("High/Callee.cs", high));
        return [.. FolderRule.Refusals(project, ["", "Low", "High"])];
    }
}
