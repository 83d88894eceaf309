using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Federation.Ledger;

/// <summary>The names of coins as Beancount's commodities: each coin has one of its own.</summary>
internal static class BeancountCommodities
{
    private const int Longest = 24;

    /// <summary>The names of all coins of a text. Two coins whose short names are alike are numbered.</summary>
    public static IReadOnlyDictionary<string, string> Of(IEnumerable<string> coins) => Of(coins, NameOf);

    internal static IReadOnlyDictionary<string, string> Of(IEnumerable<string> coins, Func<string, string> nameOf)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var alike in coins.Distinct().GroupBy(nameOf, StringComparer.Ordinal))
            foreach (var (at, coin) in alike.Order(StringComparer.Ordinal).Index())
                names[coin] = at == 0 ? alike.Key
                    : string.Create(CultureInfo.InvariantCulture, $"{alike.Key}.{at + 1}");
        return names;
    }

    /// <summary>
    /// A coin's id in capitals. Ids of three letters could be a currency's, some are words of Beancount's own, and some
    /// are too long or end otherwise than a commodity may: those get names with a full stop, which no id has.
    /// </summary>
    public static string NameOf(string coin)
    {
        var name = coin.ToUpperInvariant();
        if (coin.Length > Longest || coin.EndsWith('-'))
            return "COIN." + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(coin)))[..16];
        return coin.Length == 3 || name is "TRUE" or "FALSE" or "NULL" ? name + ".COIN" : name;
    }
}
