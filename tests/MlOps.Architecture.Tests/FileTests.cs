namespace MlOps.Architecture;

public class FileTests
{
    public static TheoryData<string> Projects => [.. House.Projects];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_file_is_read_in_one_sitting(string project) =>
        Assert.All(House.Files(project), f => Assert.InRange(File.ReadAllLines(f).Length, 0, 350));

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_file_holds_one_public_type_and_bears_its_name(string project) => Refused.Nothing(PublicTypeRule.Refusals(House.Sources(project)));

    [Theory]
    [InlineData("public delegate int Second(int number);")]
    [InlineData("[Obsolete] public sealed class Second;")]
    [InlineData("[Obsolete]\npublic enum Second { None }")]
    [InlineData("public readonly ref struct Second;")]
    [InlineData("public record struct Second(int Number);")]
    [InlineData("public sealed class First<T>;")]
    public void A_second_public_type_is_refused(string second) =>
        Assert.Single(PublicTypeRule.Refusals(Sources.Of(("First.cs", "namespace MlOps; public sealed class First; " + second))));

    [Fact]
    public void A_part_of_a_second_type_that_is_public_elsewhere_is_refused() =>
        Assert.Equal(
            ["MlOps.Bad/First.cs holds First, Second."],
            PublicTypeRule.Refusals(Sources.Of(
                ("First.cs", "namespace MlOps; public sealed class First; partial class Second;"),
                ("Second.cs", "namespace MlOps; public sealed partial class Second;"))));

    [Theory]
    [InlineData("internal sealed class Second;")]
    [InlineData("delegate int Second(int number);")]
    public void A_second_type_that_is_not_public_is_not(string second) =>
        Assert.Empty(PublicTypeRule.Refusals(Sources.Of(("First.cs", "namespace MlOps; public sealed class First; " + second))));

    [Fact]
    public void Nested_types_are_part_of_theirs() =>
        Assert.Empty(PublicTypeRule.Refusals(Sources.Of(
            ("First.TValue.cs", "namespace MlOps; public sealed class First<TValue> { public delegate int Second(int number); public sealed class Third; }"))));

    [Fact]
    public void A_public_type_whose_file_bears_another_name_is_refused() =>
        Assert.Equal(
            ["MlOps.Bad/Other.cs holds First and doesn't bear its name."],
            PublicTypeRule.Refusals(Sources.Of(("Other.cs", "namespace MlOps; public delegate int First();"))));
}
