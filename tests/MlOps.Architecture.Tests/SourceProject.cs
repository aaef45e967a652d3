using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlOps.Architecture;

/// <summary>The sources of one project, parsed and bound. No source generator runs: see <see cref="Unbound"/>.</summary>
internal sealed class SourceProject
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    // What only generators would write: bodies of partial members, and the members of an interface or of a base. No name is lost with them.
    private static readonly string[] OnlyBodiesAreMissing = ["CS8795", "CS9248", "CS0534", "CS0535"];

    private readonly CSharpCompilation _compilation;
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = [];

    /// <param name="name">The name of its assembly.</param>
    /// <param name="files">Its files, with their paths inside the project.</param>
    /// <param name="references">What they are bound against.</param>
    public SourceProject(string name, IEnumerable<(string Path, string Text)> files, IEnumerable<MetadataReference> references)
    {
        Name = name;
        Files = [.. files.Select(f => CSharpSyntaxTree.ParseText(f.Text, path: f.Path.Replace('\\', '/')))];
        _compilation = CSharpCompilation.Create(
            name,
            [.. Files, .. Files.SelectMany(JsonStandIn.Of), CSharpSyntaxTree.ParseText(ImplicitUsings)],
            references,
            new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
    }

    public string Name { get; }

    public IReadOnlyList<SyntaxTree> Files { get; }

    /// <summary>The folder of a file inside its project; empty for the root.</summary>
    public static string Folder(SyntaxTree file) => Path.GetDirectoryName(file.FilePath)!.Replace('\\', '/');

    public SemanticModel Model(SyntaxTree file) => _models.GetOrAdd(file, f => _compilation.GetSemanticModel(f));

    /// <summary>The types that a file declares, delegates too, but not those nested in another.</summary>
    public IEnumerable<INamedTypeSymbol> Types(SyntaxTree file) => file.GetRoot()
        .DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
        .Where(n => n is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
        .Select(n => (INamedTypeSymbol)Model(file).GetDeclaredSymbol(n)!)
        .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default);

    /// <summary>What the compiler can't make sense of: where it is blind, so is every rule.</summary>
    public IEnumerable<string> Unbound() => _compilation.GetDiagnostics()
        .Where(d => d.Severity == DiagnosticSeverity.Error && !OnlyBodiesAreMissing.Contains(d.Id))
        .Select(d => d.ToString());

    /// <summary>Its assembly.</summary>
    public byte[] Emit()
    {
        using var assembly = new MemoryStream();
        var result = _compilation.Emit(assembly);
        return result.Success ? assembly.ToArray() : throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }
}
