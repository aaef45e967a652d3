namespace MlOps.Architecture;

public class NamespaceTests
{
    private static readonly Layout Bad = new("MlOps.Bad") { Folders = ["", "Stores", "Building"], Seams = ["Stores"] };

    public static TheoryData<string> Projects => [.. House.Projects];

    [Theory]
    [MemberData(nameof(Projects))]
    public void What_users_write_is_in_one_namespace_and_a_folders_own_types_below_it(string project) =>
        Refused.Nothing(NamespaceRule.Refusals(House.Sources(project), Declared.Of(project)));

    [Theory]
    [InlineData("Type.cs", "namespace MlOps; public sealed class Type;")]
    [InlineData("Type.cs", "namespace MlOps.Bad; internal sealed class Type;")]
    [InlineData("Building/Type.cs", "namespace MlOps; public sealed class Type;")]
    [InlineData("Building/Type.cs", "namespace MlOps.Bad.Building; internal sealed class Type;")]
    [InlineData("Stores/Type.cs", "namespace MlOps.Bad.Stores; public sealed class Type;")]
    public void A_type_in_its_namespace_stays(string file, string text) => Assert.Empty(NamespaceRule.Refusals(Sources.Of((file, text)), Bad));

    [Theory]
    [InlineData("Type.cs", "public sealed class Type;")]
    [InlineData("Type.cs", "namespace MlOps.Bad; public sealed class Type;")]
    [InlineData("Type.cs", "namespace MlOps; internal sealed class Type;")]
    [InlineData("Building/Type.cs", "namespace MlOps.Bad.Building; public delegate int Type();")]
    [InlineData("Building/Type.cs", "namespace MlOps; internal sealed class Type;")]
    [InlineData("Building/Type.cs", "namespace MlOps.Bad; internal sealed class Type;")]
    [InlineData("Building/Type.cs", "namespace MlOps { public sealed class Other; } namespace MlOps.Bad.Builds { internal sealed class Type; }")]
    [InlineData("Stores/Type.cs", "namespace MlOps; public sealed class Type;")]
    public void A_type_in_another_namespace_is_refused(string file, string text) => Assert.Single(NamespaceRule.Refusals(Sources.Of((file, text)), Bad));
}
