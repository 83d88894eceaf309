using System.Buffers;
using System.Text.RegularExpressions;

namespace Federation;

/// <summary>
/// Cells of comma separated values (RFC 4180) that no spreadsheet takes for a formula. A text gets an apostrophe
/// wherever a spreadsheet could see the beginning of a formula: at its start, and after each semicolon or tab, which
/// separate cells in some languages. A text that has an apostrophe there gets one more, so that two texts are never
/// written alike and <see cref="Read"/> gives back what was written. Numbers need no <see cref="Text"/>: <c>-5</c> is
/// no formula.
/// </summary>
public static partial class CsvCells
{
    private static readonly SearchValues<char> Separators = SearchValues.Create(",;\"\t\r\n");

    /// <summary>A text as a cell, in quotes where it needs them.</summary>
    public static string Text(string? text) => Quoted(Unsafe().Replace(text ?? "", "'"));

    /// <summary>What was written, of a cell whose quotes were taken off.</summary>
    public static string Read(string cell) => Guard().Replace(cell, "");

    private static string Quoted(string text) => text.AsSpan().ContainsAny(Separators)
        ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : text;

    /// <summary>The empty places where a formula, or an apostrophe, begins; full width signs count in some
    /// languages.</summary>
    [GeneratedRegex(@"(?<=\A|[;\t])(?=\s*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]|')")]
    private static partial Regex Unsafe();

    [GeneratedRegex(@"(?<=\A|[;\t])'")]
    private static partial Regex Guard();
}
