using System.Diagnostics.CodeAnalysis;

namespace Federation;

/// <summary>The names of resources: <c>coins/{id}</c>, <c>partners/{p}/merchants/{m}</c>, <c>members/{m}/wallets/{coin}</c>.</summary>
public static class ResourceNames
{
    /// <summary>An id of a partner, coin or merchant: 2 to 32 of <c>a-z0-9-</c>, starting with a letter.</summary>
    public static bool IsId(ReadOnlySpan<char> id)
    {
        if (id.Length is < 2 or > 32 || !char.IsAsciiLetterLower(id[0]))
            return false;
        foreach (var c in id)
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')
                return false;
        return true;
    }

    public static string Coin(string id) => "coins/" + id;

    public static string Partner(string id) => "partners/" + id;

    public static string Merchant(string partner, string merchant) => $"partners/{partner}/merchants/{merchant}";

    /// <summary>The id in a coin's name, of one that is known to be good.</summary>
    public static string CoinId(string name) =>
        TryCoin(name, out var id) ? id : throw new ArgumentException($"'{name}' is no coin's name.", nameof(name));

    public static bool TryCoin(string? name, [NotNullWhen(true)] out string? id) => TrySingle(name, "coins/", out id);

    public static bool TryPartner(string? name, [NotNullWhen(true)] out string? id) => TrySingle(name, "partners/", out id);

    public static bool TryMerchant(
        string? name, [NotNullWhen(true)] out string? partner, [NotNullWhen(true)] out string? merchant)
    {
        (partner, merchant) = (null, null);
        if (name?.Split('/') is not ["partners", var p, "merchants", var m] || !IsId(p) || !IsId(m))
            return false;
        (partner, merchant) = (p, m);
        return true;
    }

    /// <summary>Splits <c>members/{m}/wallets/{coin}</c> into <c>members/{m}</c> and the coin's id.</summary>
    public static bool TryWallet(
        string? name, [NotNullWhen(true)] out string? member, [NotNullWhen(true)] out string? coin)
    {
        (member, coin) = (null, null);
        if (name?.Split('/') is not ["members", var m, "wallets", var c] || !IsId(c))
            return false;
        (member, coin) = ("members/" + m, c);
        return true;
    }

    /// <summary>Reads <c>{prefix}{uuid}</c>, for instance <c>journals/…</c>.</summary>
    public static bool TryUuid(string? name, string prefix, out Guid id)
    {
        id = default;
        return name is not null && name.StartsWith(prefix, StringComparison.Ordinal)
            && Uuids.TryParse(name.AsSpan(prefix.Length), out id);
    }

    private static bool TrySingle(string? name, string prefix, [NotNullWhen(true)] out string? id)
    {
        id = null;
        if (name is null || !name.StartsWith(prefix, StringComparison.Ordinal) || !IsId(name.AsSpan(prefix.Length)))
            return false;
        id = name[prefix.Length..];
        return true;
    }
}
