using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Federation.Testing.SourceTree;

namespace Federation.Tests;

/// <summary>What each source file holds, and how long its methods and lines are. CONTRIBUTING.md tells the
/// rules.</summary>
public sealed partial class SourceTests
{
    private const int LongestMethod = 70;
    private const int LongestLine = 120;

    private static readonly Lazy<List<(string File, CompilationUnitSyntax Root)>> Sources = new(() =>
        [.. Code().Select(f => (f, CSharpSyntaxTree.ParseText(File.ReadAllText(f)).GetCompilationUnitRoot()))]);

    /// <summary>A file is named after its type, <c>Type.cs</c>, or after a part of it, <c>Type.Part.cs</c>. Beside the
    /// type may stand classes without a body that derive from something: its variants for each database. A file named
    /// after an RPC holds the pieces of it.</summary>
    [Fact]
    public void Files_HoldOneTypeOrOneRpc() => Assert.Empty(Sources.Value.SelectMany(s => Strangers(s.File, s.Root)));

    [Fact]
    public void Methods_AreReadInOneLook() => Assert.Empty(
        from source in Sources.Value
        from method in source.Root.DescendantNodes()
        where method is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax
        let lines = LinesOf(method)
        where lines > LongestMethod
        select $"{PathOf(source.File)}: {lines} lines in {NameOf(method)}");

    /// <summary>A line of a raw string is as long as what it quotes.</summary>
    [Fact]
    public void Lines_FitOnAPage() => Assert.Empty(
        from source in Sources.Value
        let quoted = Quoted(source.Root)
        from line in source.Root.GetText().Lines
        where line.Span.Length > LongestLine && !quoted.Any(q => q.OverlapsWith(line.Span))
        select $"{PathOf(source.File)}:{line.LineNumber + 1} has {line.Span.Length} characters");

    [Fact]
    public void Lines_OfTheContract_FitOnAPage() => Assert.Empty(
        from file in Files("*.proto")
        from line in File.ReadLines(file).Index()
        where line.Item.Length > LongestLine
        select $"{PathOf(file)}:{line.Index + 1} has {line.Item.Length} characters");

    /// <summary>What a newcomer reads to learn what a payment books, as docs/architecture.md lists it.</summary>
    [Fact]
    public void WhatAPaymentBooks_IsReadInEightFiles()
    {
        var page = Read("docs/architecture.md");
        var listed = ListedFile()
            .Matches(page[page.IndexOf("## How a payment is processed", StringComparison.Ordinal)..])
            .Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(8, listed.Count);
        Assert.InRange(listed.Sum(f => File.ReadLines(Path.Combine(Root, f)).Count()), 1, 1600);
    }

    [GeneratedRegex(@"^\d\. `(src/[\w./]+\.cs)`:", RegexOptions.Multiline)]
    private static partial Regex ListedFile();

    private static IEnumerable<string> Strangers(string file, CompilationUnitSyntax root)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var types = root.DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .Where(n => n is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax).Cast<MemberDeclarationSyntax>()
            .ToList();
        if (types.Count > 0 && types.All(IsPartial) && types.Any(t => HasRpc(t, name)))
            return [];
        return types.Where(t => NameOf(t) != name.Split('.')[0] && !IsVariant(t))
            .Select(t => $"{PathOf(file)} holds {NameOf(t)}: give it a file of its own.");
    }

    private static bool IsPartial(MemberDeclarationSyntax type) => type.Modifiers.Any(SyntaxKind.PartialKeyword);

    private static bool HasRpc(MemberDeclarationSyntax type, string name) => type is ClassDeclarationSyntax service
        && service.Members.OfType<MethodDeclarationSyntax>()
            .Any(m => m.Identifier.Text == name && m.Modifiers.Any(SyntaxKind.OverrideKeyword));

    private static bool IsVariant(MemberDeclarationSyntax type) =>
        type is ClassDeclarationSyntax { BaseList: not null, OpenBraceToken.RawKind: 0 };

    private static string NameOf(SyntaxNode node) => node switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        DelegateDeclarationSyntax type => type.Identifier.Text,
        MethodDeclarationSyntax method => method.Identifier.Text,
        LocalFunctionStatementSyntax function => function.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        _ => node.Kind().ToString(),
    };

    /// <summary>Without attributes, and without the lines that raw strings quote: a table is as long as it
    /// is.</summary>
    private static int LinesOf(SyntaxNode node) =>
        Span(node) - node.ChildNodes().OfType<AttributeListSyntax>().Sum(Span)
        - node.DescendantNodes().Where(IsRawString).Sum(n => Span(n) - 1);

    private static int Span(SyntaxNode node)
    {
        var span = node.SyntaxTree.GetLineSpan(node.Span);
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    private static List<Microsoft.CodeAnalysis.Text.TextSpan> Quoted(CompilationUnitSyntax root) =>
        [.. root.DescendantNodes().Where(IsRawString).Select(n => n.Span)];

    private static bool IsRawString(SyntaxNode node) => node switch
    {
        LiteralExpressionSyntax literal => literal.Token.Text.StartsWith("\"\"\"", StringComparison.Ordinal),
        InterpolatedStringExpressionSyntax text =>
        text.StringStartToken.Text.Contains("\"\"\"", StringComparison.Ordinal),
        _ => false,
    };
}
