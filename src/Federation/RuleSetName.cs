using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Federation;

/// <summary>The name of a programme's rule set: <c>partners/{p}/programs/{id}/ruleSets/{n}</c>.</summary>
/// <param name="Program">The programme.</param>
/// <param name="Number">1, 2, 3 and so on.</param>
public readonly record struct RuleSetName(ProgramName Program, long Number)
{
    // Eighteen digits always fit 64 bits.
    private const int MaxDigits = 18;

    /// <summary>Reads a name that is known to be good.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static RuleSetName Parse(string name) => TryParse(name, out var ruleSet)
        ? ruleSet
        : throw new ArgumentException($"'{name}' is no rule set's name.", nameof(name));

    public static bool TryParse([NotNullWhen(true)] string? name, out RuleSetName ruleSet)
    {
        ruleSet = default;
        if (!ResourceNames.TryRuleSet(name, out var programName, out var text)
            || !ProgramName.TryParse(programName, out var program)
            || text.Length > MaxDigits || text is not [not '0', ..]
            || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        ruleSet = new RuleSetName(program, number);
        return true;
    }

    public override string ToString() =>
        ResourceNames.RuleSet(Program.ToString(), Number.ToString(CultureInfo.InvariantCulture));
}
