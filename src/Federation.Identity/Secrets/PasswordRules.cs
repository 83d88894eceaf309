using System.Text;

namespace Federation.Identity;

/// <summary>
/// Which passwords are taken: long ones that are neither well known nor a pattern. Nothing is asked of their
/// characters, since people answer such rules with the same few tricks.
/// </summary>
internal static class PasswordRules
{
    public const int Least = 12;
    public const int Most = 256;

    /// <summary>What must be left of a password when the names that anybody knows are taken out of it.</summary>
    private const int LeastBesideNames = 8;

    private const int LeastOfAName = 3;
    private const int LeastDistinct = 5;
    private const int LongestUnit = 5;
    private const int MostBreaks = 2;

    /// <summary>Keys that lie side by side, and the alphabet.</summary>
    private static readonly string[] Rows =
        ["abcdefghijklmnopqrstuvwxyz", "1234567890", "qwertyuiop", "qwertzuiop", "asdfghjkl", "zxcvbnm", "azertyuiop"];

    /// <summary>Figures and signs that people write for letters.</summary>
    private static readonly Dictionary<char, char> Letters = "013457@$!".Zip("oieastasi")
        .ToDictionary(pair => pair.First, pair => pair.Second);

    /// <summary>The one spelling of a password: whatever keyboard and system it is typed with, the bytes are the
    /// same.</summary>
    public static string Spelled(string typed)
    {
        // A half of a surrogate pair has no normal form; it becomes the replacement character.
        var text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(typed));
        return text.Normalize(NormalizationForm.FormC);
    }

    /// <param name="typed">The password.</param>
    /// <param name="names">The person's name, the brand's and the product's: whoever guesses knows them.</param>
    public static PasswordProblem? ProblemOf(string typed, IEnumerable<string> names)
    {
        var text = Spelled(typed);
        var length = text.EnumerateRunes().Count();
        if (length < Least)
            return PasswordProblem.TooShort;
        if (length > Most)
            return PasswordProblem.TooLong;
        var folded = text.ToLowerInvariant();
        if (IsPattern(folded))
            return PasswordProblem.Pattern;
        if (IsCommon(folded))
            return PasswordProblem.Common;
        return IsOwn(folded, names) ? PasswordProblem.Own : null;
    }

    private static bool IsPattern(string text) => text.Distinct().Count() < LeastDistinct
        || UnitOf(text).Length <= LongestUnit || BreaksOf(text) <= MostBreaks;

    private static bool IsCommon(string text)
    {
        var spelled = new string([.. text.Select(c => Letters.GetValueOrDefault(c, c))]);
        string[] forms = [text, Core(text), spelled, Core(spelled)];
        return forms.Any(form => CommonPasswords.Contains(form) || CommonPasswords.Contains(UnitOf(form)));
    }

    private static bool IsOwn(string text, IEnumerable<string> names)
    {
        var words = names.SelectMany(n => Spelled(n).ToLowerInvariant().Split([' ', '-', '.', '_', '@']).Append(n))
            .Where(w => w.Length >= LeastOfAName).OrderByDescending(w => w.Length);
        var rest = words.Aggregate(text, (left, word) => left.Replace(
            word, "", StringComparison.OrdinalIgnoreCase));
        return rest.Length < text.Length && rest.EnumerateRunes().Count() < LeastBesideNames;
    }

    /// <summary>Without the figures and signs before and after it, which are what people add when a word is not
    /// taken.</summary>
    private static string Core(string text) =>
        new([.. text.SkipWhile(c => !char.IsLetter(c)).Reverse().SkipWhile(c => !char.IsLetter(c)).Reverse()]);

    /// <summary>The shortest text of which this is a repetition; the whole where it is none.</summary>
    private static string UnitOf(string text)
    {
        for (var length = 1; length <= text.Length / 2; length++)
            if (Enumerable.Range(length, text.Length - length).All(i => text[i] == text[i - length]))
                return text[..length];
        return text;
    }

    /// <summary>How often a character is not the same as, or a neighbour of, the one before it.</summary>
    private static int BreaksOf(string text) =>
        Enumerable.Range(1, text.Length - 1).Count(i => !AreNeighbours(text[i - 1], text[i]));

    private static bool AreNeighbours(char one, char other) => one == other || Rows.Any(row =>
        row.IndexOf(one, StringComparison.Ordinal) is >= 0 and var i
        && row.IndexOf(other, StringComparison.Ordinal) is >= 0 and var j
        && (Math.Abs(i - j) == 1 || Math.Abs(i - j) == row.Length - 1));
}
