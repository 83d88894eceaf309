using System.Globalization;
using System.Runtime.CompilerServices;

namespace Federation.Design;

/// <summary>
/// Texts in one language, each a property or a method that is named after its key: a text that is missing, or that
/// gets the wrong number of values, does not compile or fails the tests of parity.
/// </summary>
/// <param name="table">Where they are.</param>
/// <param name="language">In which language.</param>
public abstract class Sentences(TextTable table, Language language)
{
    public Language Language { get; } = language;

    protected string Get([CallerMemberName] string key = "") => table[Language, key];

    /// <summary>A whole sentence with values in it: sentences are never joined from
    /// parts, whose order differs.</summary>
    protected string Fill(string[] values, [CallerMemberName] string key = "") =>
        string.Format(CultureInfo.InvariantCulture, table[Language, key], values);

    /// <summary>A sentence with a number in it: <c>KeyOne</c> for one thing, <c>KeyMany</c> for others. Where a
    /// language has one form both are the same.</summary>
    protected string Count(long count, string[] values, [CallerMemberName] string key = "") =>
        string.Format(CultureInfo.InvariantCulture, table[Language, key + (count == 1 ? "One" : "Many")], values);
}
