using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlOps.Architecture;

/// <summary>
/// The members that System.Text.Json's generator adds to a context, without their bodies. Other generators write what nobody calls by name;
/// without these, all that is read through a context would be of an unknown type, and the rules blind to what is done with it.
/// </summary>
internal static class JsonStandIn
{
    public static IEnumerable<SyntaxTree> Of(SyntaxTree file)
    {
        var root = (CompilationUnitSyntax)file.GetRoot();
        foreach (var context in root.DescendantNodes().OfType<ClassDeclarationSyntax>())
        {
            var types = context.AttributeLists.SelectMany(l => l.Attributes)
                .Where(a => a.Name.ToString() == "JsonSerializable")
                .Select(a => a.DescendantNodes().OfType<TypeOfExpressionSyntax>().First().Type.ToString())
                .ToArray();
            if (types.Length > 0)
            {
                yield return CSharpSyntaxTree.ParseText($$"""
                    {{root.Usings}}
                    namespace {{context.FirstAncestorOrSelf<BaseNamespaceDeclarationSyntax>()!.Name}};
                    partial class {{context.Identifier}}() : System.Text.Json.Serialization.JsonSerializerContext(null)
                    {
                        public static {{context.Identifier}} Default => throw null!;
                        {{string.Join('\n', types.Select(t => $"public System.Text.Json.Serialization.Metadata.JsonTypeInfo<{t}> {t} => throw null!;"))}}
                    }
                    """, path: file.FilePath);
            }
        }
    }
}
