using System.Globalization;

namespace Federation.Ledger;

/// <summary>The part of a wallet's history that a list of activity has still to show, by version.</summary>
/// <param name="WalletId">The wallet.</param>
/// <param name="Coin">The id of its coin.</param>
/// <param name="After">The version before the first.</param>
/// <param name="Last">The last version: the first to be shown.</param>
internal sealed record ActivityRange(Guid WalletId, string Coin, long After, long Last)
{
    public bool IsEmpty => Last <= After;

    /// <summary>What is left once journals were shown, the newest of the range. A journal's entries on a wallet follow
    /// one another.</summary>
    public ActivityRange Before(IEnumerable<JournalRecord> shown)
    {
        var first = shown.SelectMany(j => j.Entries).Where(e => e.WalletId == WalletId).Min(e => e.Version);
        return first is { } version ? this with { Last = version - 1 } : this;
    }

    /// <summary>Where the next page starts: of each coin the last version and the one before the first.</summary>
    public static string Write(IEnumerable<ActivityRange> ranges) => string.Join(' ', ranges.Select(
        r => string.Create(CultureInfo.InvariantCulture, $"{r.Coin} {r.After} {r.Last}")));

    /// <summary>Reads what <see cref="Write"/> wrote, as far as the wallets may be seen.</summary>
    public static List<ActivityRange> Parse(string text, IEnumerable<WalletRow> wallets)
    {
        var byCoin = wallets.ToDictionary(w => w.Coin, w => w.Id, StringComparer.Ordinal);
        return [.. text.Split(' ').Chunk(3).Where(part => byCoin.ContainsKey(part[0])).Select(
            part => new ActivityRange(byCoin[part[0]], part[0], Number(part[1]), Number(part[2])))];
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
