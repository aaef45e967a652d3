namespace MlOps.Architecture;

/// <summary>The rules see only what the compiler binds.</summary>
public class BindingTests
{
    public static TheoryData<string> Projects => [.. House.Projects];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_name_in_the_sources_binds(string project) => Refused.Nothing(House.Sources(project).Unbound());

    [Theory]
    [InlineData("internal sealed class Caller { public Missing? Missing { get; } }")]
    [InlineData("internal sealed class Caller { public int Call() => 2.Missing(); }")]
    [InlineData("internal sealed class Caller(MlOps.Missing.Type type);")]
    [InlineData("internal sealed partial class Caller { public static object Call() => Caller.Default; }")]
    public void A_name_that_does_not_bind_is_told(string code) => Assert.NotEmpty(Sources.Of(("Caller.cs", code)).Unbound());

    [Fact]
    public void Nothing_else_of_the_house_binds_than_what_a_project_may_know() =>
        Assert.NotEmpty(new SourceProject(
            "MlOps.Validation",
            [("Caller.cs", "internal sealed class Caller { public object Call() => MlOps.Predictor.Returning<int, int>(1); }")],
            House.References(Declared.Within("MlOps.Validation").Skip(1))).Unbound());

    [Fact]
    public void What_generators_write_is_not_missed() =>
        Assert.Empty(Sources.Of(("Generated.cs", """
            using System.Text.Json;
            using System.Text.Json.Serialization;
            using System.Text.RegularExpressions;
            namespace MlOps.Bad;
            [JsonSerializable(typeof(Document))]
            internal sealed partial class Context : JsonSerializerContext;
            internal sealed record Document(int Number);
            internal static partial class Caller
            {
                public static int Call(string text) => JsonSerializer.Deserialize(text, Context.Default.Document)!.Number;
                [GeneratedRegex("a")]
                private static partial Regex Letter();
                [GeneratedRegex("a")]
                private static partial Regex Property { get; }
            }
            """)).Unbound());
}
