using Federation.Design;
using Federation.Exchange.V1;

namespace Federation.Web;

/// <summary>What a member's coin becomes at a shop, as pages show it. All of it was said by the exchange; a percentage
/// is the ratio of two amounts, rounded down.</summary>
/// <param name="Coin">The coin that is given.</param>
/// <param name="Given">How many are given.</param>
/// <param name="Becomes">What they become.</param>
/// <param name="Arrives">What arrives.</param>
/// <param name="OutOf">What they are worth at their own shop.</param>
/// <param name="Percent">How much of that arrives.</param>
/// <param name="Keep">Who keeps the rest.</param>
public sealed record ArrivalView(
    CoinView Coin, CoinAmount Given, CoinAmount Becomes, MoneyAmount Arrives, MoneyAmount OutOf, int Percent,
    IReadOnlyList<KeptShare> Keep)
{
    private const int MostPercent = 999;

    /// <param name="leg">What is given and what arrives.</param>
    /// <param name="shares">Each party's part of it.</param>
    /// <param name="coinOf">A coin by its name.</param>
    /// <param name="partyOf">A party as the reader calls it.</param>
    /// <param name="scale">Of settlement money.</param>
    /// <param name="figures">How percentages are written.</param>
    public static ArrivalView From(
        ExchangeLeg leg, IEnumerable<Share> shares, Func<string, CoinView> coinOf, Func<string, string> partyOf,
        int scale, Figures figures)
    {
        ArgumentNullException.ThrowIfNull(leg);
        var all = shares.ToList();
        var whole = leg.Reference.Units;
        var arrives = all.Where(s => s.Kind is ShareKind.Value).Sum(s => s.Amount.Units);
        var (from, to) = (coinOf(leg.Paid.Coin), coinOf(leg.Gives.Coin));
        return new ArrivalView(
            from, from.Amount(leg.Paid.Units), to.Amount(leg.Gives.Units),
            SettlementMoney.Shown(new() { Currency = leg.Reference.Currency, Units = arrives }, scale),
            SettlementMoney.Shown(leg.Reference, scale), PercentOf(arrives, whole),
            [.. all.Where(s => s.Kind is not ShareKind.Value).GroupBy(s => s.Party)
                .Select(g => new KeptShare(
                    partyOf(g.Key), Tenths(g.Sum(s => s.Amount.Units), whole, figures)))]);
    }

    private static int PercentOf(long part, long whole) =>
        whole <= 0 ? 0 : (int)Int128.Min((Int128)part * 100 / whole, MostPercent);

    // To a tenth, without one that says nothing.
    private static string Tenths(long part, long whole, Figures figures)
    {
        if (whole <= 0)
            return ChartFigures.Nothing;
        var tenths = (long)(((Int128)part * 2000 / whole + 1) / 2);
        return tenths % 10 == 0 ? figures.Percent(tenths / 10) : figures.Percent(tenths, 1);
    }
}
