using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Federation;

/// <summary>A programme's correction, by its name <c>partners/{p}/programs/{id}/corrections/{n}</c>.</summary>
/// <param name="Program">The programme.</param>
/// <param name="Number">1, 2, 3 and so on.</param>
public readonly record struct CorrectionId(ProgramId Program, long Number)
{
    // Eighteen digits always fit 64 bits.
    private const int MaxDigits = 18;

    /// <summary>Reads a name that is known to be good.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static CorrectionId Parse(string name) => TryParse(name, out var correction)
        ? correction
        : throw new ArgumentException($"'{name}' is no correction's name.", nameof(name));

    public static bool TryParse([NotNullWhen(true)] string? name, out CorrectionId correction)
    {
        correction = default;
        if (!ResourceNames.TryCorrection(name, out var parent, out var text)
            || !ProgramId.TryParse(parent, out var program)
            || text.Length > MaxDigits || text is not [not '0', ..]
            || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        correction = new CorrectionId(program, number);
        return true;
    }

    public override string ToString() =>
        ResourceNames.Correction(Program.ToString(), Number.ToString(CultureInfo.InvariantCulture));
}
