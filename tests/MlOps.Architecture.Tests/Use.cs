using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlOps.Architecture;

/// <summary>A file uses something that is declared in another folder of its project.</summary>
internal sealed record Use(string Name, string Folder)
{
    public static IEnumerable<Use> InFile(SourceProject project, SyntaxTree file)
    {
        var model = project.Model(file);
        return file.GetRoot().DescendantNodes()
            .SelectMany(n => Symbols(model, n))
            .OfType<ISymbol>()
            .Select(s => ((s as IMethodSymbol)?.ReducedFrom ?? s).OriginalDefinition)
            .Distinct(SymbolEqualityComparer.Default)
            .SelectMany(s => Folders(s!).Select(f => new Use(s!.ToDisplayString(), f)))
            .Where(u => u.Folder != SourceProject.Folder(file));
    }

    // The folders of the declaration; of a part that stands in another folder too, since a type is used whole.
    private static IEnumerable<string> Folders(ISymbol symbol)
    {
        // What the compiler adds, such as a constructor, stands where its type does.
        for (var declared = symbol; declared is not (null or INamespaceSymbol); declared = declared.ContainingType)
        {
            if (declared.DeclaringSyntaxReferences is { Length: > 0 } places)
            {
                return places.Select(p => SourceProject.Folder(p.SyntaxTree)).Distinct();
            }
        }

        return [];
    }

    // What a node stands for: what it names, and the methods that the language calls without their names being written. Types need no look of
    // their own: one that no word names was named by the member that gave it, which is held to the same order.
    private static IEnumerable<ISymbol?> Symbols(SemanticModel model, SyntaxNode node) => node switch
    {
        CommonForEachStatementSyntax loop => Loop(model, loop),
        AwaitExpressionSyntax wait => [model.GetAwaitExpressionInfo(wait).GetAwaiterMethod],
        AssignmentExpressionSyntax assignment => [.. Named(model.GetSymbolInfo(assignment)), .. Parts(model.GetDeconstructionInfo(assignment))],
        QueryClauseSyntax clause => [.. Named(model.GetQueryClauseInfo(clause).OperationInfo), .. Named(model.GetQueryClauseInfo(clause).CastInfo)],
        SelectOrGroupClauseSyntax or OrderingSyntax => Named(model.GetSymbolInfo(node)),
        ExpressionSyntax { Parent: InitializerExpressionSyntax { RawKind: (int)SyntaxKind.CollectionInitializerExpression } } element =>
            [.. Named(model.GetSymbolInfo(element)), .. Named(model.GetCollectionInitializerSymbolInfo(element))],
        ExpressionSyntax expression => Named(model.GetSymbolInfo(expression)),
        _ => [],
    };

    // Where the compiler can't choose among overloads, each counts.
    private static IEnumerable<ISymbol> Named(SymbolInfo info) => info.Symbol is { } symbol ? [symbol] : info.CandidateSymbols;

    private static IEnumerable<ISymbol?> Loop(SemanticModel model, CommonForEachStatementSyntax loop)
    {
        var info = model.GetForEachStatementInfo(loop);
        var parts = loop is ForEachVariableStatementSyntax variables ? Parts(model.GetDeconstructionInfo(variables)) : [];
        return [info.GetEnumeratorMethod, .. parts];
    }

    private static IEnumerable<ISymbol?> Parts(DeconstructionInfo info) => [info.Method, .. info.Nested.SelectMany(Parts)];
}
