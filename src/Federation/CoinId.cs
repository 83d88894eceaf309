using System.Diagnostics.CodeAnalysis;

namespace Federation;

/// <summary>A coin's id: 2 to 32 of <c>a-z0-9-</c>, starting with a letter. The default one has no value and is no
/// coin's.</summary>
public readonly record struct CoinId
{
    private readonly string? value;

    /// <param name="value">An id of good form.</param>
    /// <exception cref="ArgumentException">It is not of that form.</exception>
    public CoinId(string value) => this.value = ResourceNames.IsId(value)
        ? value
        : throw new ArgumentException($"'{value}' is no coin's id.", nameof(value));

    public string Value => value ?? "";

    /// <summary><c>coins/{id}</c>.</summary>
    public string Name => ResourceNames.Coin(Value);

    /// <summary>Reads <c>coins/{id}</c> of a name that is known to be good.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static CoinId Parse(string name) =>
        TryParse(name, out var id) ? id : throw new ArgumentException($"'{name}' is no coin's name.", nameof(name));

    /// <summary>Reads <c>coins/{id}</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? name, out CoinId id)
    {
        var good = ResourceNames.TryCoin(name, out var value);
        id = good ? new CoinId(value!) : default;
        return good;
    }

    public override string ToString() => Value;
}
