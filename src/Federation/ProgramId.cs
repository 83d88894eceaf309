using System.Diagnostics.CodeAnalysis;

namespace Federation;

/// <summary>A brand's programme, by its name <c>partners/{p}/programs/{id}</c>.</summary>
/// <param name="PartnerId">The brand's id.</param>
/// <param name="Id">The programme's id among the brand's.</param>
public readonly record struct ProgramId(string PartnerId, string Id)
{
    /// <summary>Reads a name that is known to be good.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static ProgramId Parse(string name) => TryParse(name, out var program)
        ? program
        : throw new ArgumentException($"'{name}' is no programme's name.", nameof(name));

    public static bool TryParse([NotNullWhen(true)] string? name, out ProgramId program)
    {
        var good = ResourceNames.TryProgram(name, out var partner, out var id);
        program = good ? new ProgramId(partner!, id!) : default;
        return good;
    }

    public override string ToString() => ResourceNames.Program(PartnerId, Id);
}
