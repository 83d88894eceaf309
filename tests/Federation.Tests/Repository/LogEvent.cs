using Federation.Testing;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Federation.Tests;

/// <summary>An event that the product logs, as its source declares it.</summary>
/// <param name="Number">Its id.</param>
/// <param name="Name">Its name, which is the method's.</param>
/// <param name="Level">The name of its level.</param>
/// <param name="Attribute">The attribute's text.</param>
internal sealed record LogEvent(string Number, string Name, string Level, string Attribute)
{
    /// <summary>Whether somebody is to look at it.</summary>
    public bool IsWarningOrWorse => Level is "Warning" or "Error" or "Critical";

    /// <summary>The events of all modules and of the gateway.</summary>
    public static IReadOnlyList<LogEvent> All { get; } = [.. Read()];

    private static IEnumerable<LogEvent> Read() =>
        from file in SourceTree.Code("src").Concat(SourceTree.Code("gateway"))
        let text = File.ReadAllText(file)
        where text.Contains("[LoggerMessage(", StringComparison.Ordinal)
        from method in CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot().DescendantNodes()
            .OfType<MethodDeclarationSyntax>()
        from attribute in method.AttributeLists.SelectMany(l => l.Attributes)
        where attribute.Name.ToString() == "LoggerMessage"
        let arguments = attribute.ArgumentList!.Arguments
        select new LogEvent(
            arguments[0].ToString(), method.Identifier.Text,
            arguments[1].ToString().Replace("LogLevel.", "", StringComparison.Ordinal), attribute.ToString());
}
