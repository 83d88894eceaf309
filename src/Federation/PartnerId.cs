using System.Diagnostics.CodeAnalysis;

namespace Federation;

/// <summary>A brand's id: 2 to 32 of <c>a-z0-9-</c>, starting with a letter. The default one has no value and is no
/// brand's.</summary>
public readonly record struct PartnerId
{
    private readonly string? value;

    /// <param name="value">An id of good form.</param>
    /// <exception cref="ArgumentException">It is not of that form.</exception>
    public PartnerId(string value) => this.value = ResourceNames.IsId(value)
        ? value
        : throw new ArgumentException($"'{value}' is no partner's id.", nameof(value));

    public string Value => value ?? "";

    /// <summary><c>partners/{id}</c>.</summary>
    public string Name => ResourceNames.Partner(Value);

    /// <summary>Reads <c>partners/{id}</c> of a name that is known to be good.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static PartnerId Parse(string name) =>
        TryParse(name, out var id) ? id : throw new ArgumentException($"'{name}' is no partner's name.", nameof(name));

    /// <summary>Reads <c>partners/{id}</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? name, out PartnerId id)
    {
        var good = ResourceNames.TryPartner(name, out var value);
        id = good ? new PartnerId(value!) : default;
        return good;
    }

    public override string ToString() => Value;
}
