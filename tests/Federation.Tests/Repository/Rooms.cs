using Federation.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Federation.Tests;

/// <summary>The rooms of a project, its folders, and which of them uses what another declares. The files in the
/// project's own folder are the room <see cref="Root"/>: the module itself, which uses all others.</summary>
internal sealed class Rooms
{
    public const string Root = "(root)";

    private static readonly PortableExecutableReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(f => MetadataReference.CreateFromFile(f))];

    private readonly string folder;
    private readonly CSharpCompilation compilation;
    private readonly SortedDictionary<(string From, string To), List<string>> arrows = [];

    /// <param name="folder">The project's folder from the repository's root, for instance
    /// <c>src/Federation.Ledger</c>.</param>
    public Rooms(string folder)
    {
        this.folder = Path.Combine(SourceTree.Root, folder);
        var trees = SourceTree.Code(folder).Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f), path: f))
            .Append(Usings());
        var itself = Path.GetFileName(folder) + ".dll";
        compilation = CSharpCompilation.Create(
            "rooms", trees, References.Where(r => Path.GetFileName(r.FilePath) != itself),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        foreach (var tree in compilation.SyntaxTrees.Where(t => IsOurs(t.FilePath)))
            Add(tree);
    }

    /// <summary>Which room uses which, and where.</summary>
    public IReadOnlyDictionary<(string From, string To), List<string>> Arrows => arrows;

    public IEnumerable<string> Names => compilation.SyntaxTrees.Where(t => IsOurs(t.FilePath))
        .Select(t => RoomOf(t.FilePath)).Distinct().Order(StringComparer.Ordinal);

    private void Add(SyntaxTree tree)
    {
        var model = compilation.GetSemanticModel(tree);
        var here = RoomOf(tree.FilePath);
        foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
        {
            var symbol = model.GetSymbolInfo(name).Symbol;
            foreach (var file in DeclaredIn(symbol))
            {
                var there = RoomOf(file);
                if (there == here || there == Root)
                    continue;
                if (!arrows.TryGetValue((here, there), out var places))
                    arrows.Add((here, there), places = []);
                places.Add(
                    $"{SourceTree.PathOf(tree.FilePath)}:{tree.GetLineSpan(name.Span).StartLinePosition.Line + 1} uses "
                    + $"{symbol}");
            }
        }
    }

    /// <summary>Where a symbol is declared in this project: nowhere for a type in parts, whose room is that of the part
    /// that is used, and for what is no member and no type.</summary>
    private IEnumerable<string> DeclaredIn(ISymbol? symbol) => symbol switch
    {
        INamedTypeSymbol { DeclaringSyntaxReferences.Length: > 1 } => [],
        INamedTypeSymbol or IMethodSymbol or IPropertySymbol or IFieldSymbol =>
        (symbol is IMethodSymbol { ReducedFrom: { } whole }
                ? whole : symbol.OriginalDefinition)
            .DeclaringSyntaxReferences.Select(r => r.SyntaxTree.FilePath).Where(IsOurs),
        _ => [],
    };

    private bool IsOurs(string file) => file.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private string RoomOf(string file)
    {
        var path = Path.GetDirectoryName(Path.GetRelativePath(folder, file))!;
        return path.Length == 0 ? Root : path.Replace(Path.DirectorySeparatorChar, '/').Split('/')[0];
    }

    /// <summary>What the build adds: the usings that every file has.</summary>
    private static SyntaxTree Usings() => CSharpSyntaxTree.ParseText("""
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """);
}
