using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace FolderGraph;

/// <summary>The code under <c>src/</c>, compiled in memory so that each name in it can be resolved.</summary>
internal sealed class SourceCode
{
    // The implicit usings of all projects. If a project lacks one of them, its code does not use that namespace either.
    private const string ImplicitUsings =
        """
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private readonly CSharpCompilation _compilation;

    private SourceCode(CSharpCompilation compilation) => _compilation = compilation;

    /// <summary>Reads the code from files.</summary>
    /// <param name="root">The folder of the repository.</param>
    public static SourceCode Read(string root)
    {
        var source = Path.Combine(root, "src");
        return Of(Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => (Path.GetRelativePath(source, file).Replace(Path.DirectorySeparatorChar, '/'), File.ReadAllText(file))));
    }

    /// <summary>Creates it from texts.</summary>
    /// <param name="files">Each file's path below <c>src/</c>, with slashes, and its text.</param>
    public static SourceCode Of(IEnumerable<(string Path, string Text)> files)
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.None);
        var trees = files.Select(file => CSharpSyntaxTree.ParseText(SourceText.From(file.Text), options, file.Path)).ToList();
        trees.Add(CSharpSyntaxTree.ParseText(ImplicitUsings, options));
        var libraries = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !IsOwn(Path.GetFileNameWithoutExtension(path))).Select(path => MetadataReference.CreateFromFile(path));
        return new SourceCode(CSharpCompilation.Create("src", trees, libraries, new CSharpCompilationOptions(OutputKind.ConsoleApplication, allowUnsafe: true)));
    }

    /// <summary>Every use of a type of one folder in another folder of the same project.</summary>
    public IEnumerable<FolderUse> Uses() => _compilation.SyntaxTrees.Where(tree => tree.FilePath.Length > 0).AsParallel().AsOrdered().SelectMany(UsesIn);

    /// <summary>The files that read a property or call a method.</summary>
    /// <param name="member">Its name, as <c>System.TimeProvider.System</c>.</param>
    public IEnumerable<string> FilesThatUse(string member) =>
        from tree in _compilation.SyntaxTrees
        let model = _compilation.GetSemanticModel(tree)
        from node in tree.GetRoot().DescendantNodes().OfType<MemberAccessExpressionSyntax>()
        where node.Name.Identifier.ValueText == member[(member.LastIndexOf('.') + 1)..]
        where model.GetSymbolInfo(node).Symbol is IPropertySymbol or IMethodSymbol && $"{model.GetSymbolInfo(node).Symbol!.ContainingType.ToDisplayString()}.{node.Name.Identifier.ValueText}" == member
        select tree.FilePath;

    /// <summary>The files that contain each string literal. A file appears once for every occurrence.</summary>
    public ILookup<string, string> FilesByText() => (
        from tree in _compilation.SyntaxTrees
        from token in tree.GetRoot().DescendantTokens()
        where token.IsKind(SyntaxKind.StringLiteralToken) || token.IsKind(SyntaxKind.Utf8StringLiteralToken)
        select (token.ValueText, tree.FilePath)).ToLookup(text => text.ValueText, text => text.FilePath, StringComparer.Ordinal);

    /// <summary>The namespaces that each file declares.</summary>
    public IEnumerable<(string File, string Namespace)> Namespaces() =>
        from tree in _compilation.SyntaxTrees
        where tree.FilePath.Length > 0
        from space in tree.GetRoot().DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>()
        select (tree.FilePath, space.Name.ToString());

    /// <summary>The project of a folder.</summary>
    public static string ProjectOf(string folder) => folder.Split('/')[0];

    /// <summary>The folder of a file.</summary>
    public static string FolderOf(string file) => file[..file.LastIndexOf('/')];

    private IEnumerable<FolderUse> UsesIn(SyntaxTree tree)
    {
        var model = _compilation.GetSemanticModel(tree);
        var from = FolderOf(tree.FilePath);
        foreach (var node in tree.GetRoot().DescendantNodes().Where(node => node is SimpleNameSyntax or ImplicitObjectCreationExpressionSyntax or ConstructorInitializerSyntax))
        {
            foreach (var type in TypesOf(model.GetSymbolInfo(node).Symbol))
            {
                foreach (var to in type.DeclaringSyntaxReferences.Select(reference => FolderOf(reference.SyntaxTree.FilePath)).Distinct(StringComparer.Ordinal))
                {
                    if (from != to && ProjectOf(from) == ProjectOf(to))
                        yield return new FolderUse(from, to, type.Name, tree.FilePath, tree.GetLineSpan(node.Span).StartLinePosition.Line + 1);
                }
            }
        }
    }

    // A name of a type uses that type. A name of a member uses the type that has the member, and the type of the member, even if the code
    // does not mention these types.
    private static IEnumerable<INamedTypeSymbol> TypesOf(ISymbol? symbol)
    {
        var given = symbol switch
        {
            IMethodSymbol method => method.ReturnType,
            IPropertySymbol property => property.Type,
            IFieldSymbol field => field.Type,
            ILocalSymbol local => local.Type,
            IParameterSymbol parameter => parameter.Type,
            _ => symbol as ITypeSymbol,
        };
        return Flat(given).Concat(Flat(symbol?.ContainingType)).OfType<INamedTypeSymbol>().Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default);
    }

    private static IEnumerable<ISymbol> Flat(ISymbol? symbol) => symbol switch
    {
        INamedTypeSymbol type => type.TypeArguments.SelectMany(Flat).Append(type.OriginalDefinition),
        IArrayTypeSymbol array => Flat(array.ElementType),
        IPointerTypeSymbol pointer => Flat(pointer.PointedAtType),
        _ => [],
    };

    private static bool IsOwn(string assembly) => assembly.StartsWith("MetricsSimulator", StringComparison.Ordinal) || assembly == "claude-metrics-simulator";
}
