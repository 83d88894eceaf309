using Federation.Design;
using Federation.Exchange.V1;

namespace Federation.Web;

/// <summary>What each of a member's coins becomes at each shop, as the exchange says.</summary>
public sealed class WorthTable
{
    private const int Whole = 100;

    private readonly Dictionary<(string Coin, string Shop), WorthPlace> places = [];

    /// <param name="worths">One for each of the member's coins.</param>
    /// <param name="coinOf">A coin by its name.</param>
    /// <param name="viewOf">What arrives, as pages show it.</param>
    /// <param name="whyNot">Why nothing arrives, in words.</param>
    public WorthTable(
        IReadOnlyList<Exchange.V1.Worth> worths, Func<string, CoinView> coinOf, Func<Arrival, ArrivalView> viewOf,
        Func<Arrival, string> whyNot)
    {
        Coins = [.. worths.Select(w => coinOf(w.Available.Coin))];
        Shops = [.. worths.SelectMany(w => w.Arrivals).Select(a => a.Coin).Distinct().Select(coinOf)];
        foreach (var worth in worths)
            foreach (var arrival in worth.Arrivals)
                places[(CoinView.IdOf(worth.Available.Coin), CoinView.IdOf(arrival.Coin))] = arrival.Leg switch
                {
                    null => new WorthPlace(null, null, whyNot(arrival)),
                    // A shop takes its own coins by number, whether or not the board says what they are worth.
                    { Reference: null, Paid: { } paid } => new WorthPlace(
                        null, coinOf(paid.Coin).Amount(paid.Units), ""),
                    _ => new WorthPlace(viewOf(arrival), null, ""),
                };
    }

    /// <summary>The member's coins, by id.</summary>
    public IReadOnlyList<CoinView> Coins { get; }

    /// <summary>The coins of shops on the board.</summary>
    public IReadOnlyList<CoinView> Shops { get; }

    /// <summary>The shops as their reader finds them.</summary>
    public IReadOnlyList<CoinView> ByName(Language language) =>
        [.. Shops.OrderBy(s => s.BrandIn(language), StringComparer.Ordinal)];

    /// <summary>The shop that was asked for; else the first that is not the own one of a coin, which says more. Null:
    /// there is none.</summary>
    public CoinView? Choose(string? id, Language language)
    {
        var shops = ByName(language);
        return shops.FirstOrDefault(s => s.Id == id)
            ?? shops.FirstOrDefault(s => Coins.All(c => c.Id != s.Id)) ?? (shops.Count > 0 ? shops[0] : null);
    }

    /// <summary>What a coin becomes at a shop; null where nothing is known.</summary>
    public WorthPlace? At(string coin, string shop) => places.GetValueOrDefault((coin, shop));

    /// <summary>The same for a cell of the matrix.</summary>
    public KeptCell? CellAt(string coin, string shop, Figures figures) => At(coin, shop) switch
    {
        null => null,
        { View: { } view } => new KeptCell(figures.Money(view.Arrives), view.Percent, coin == shop),
        { Own: { } own } => new KeptCell(figures.Coins(own), Whole, IsOwn: true),
        { WhyNot: var why } => new KeptCell("", 0, WhyNot: why),
    };
}
