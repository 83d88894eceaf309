using Federation.Client;
using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Partners.V1;

namespace Federation.Web;

/// <summary>What a member's coins are worth, read page by page; and where that is paid.</summary>
internal static class Worths
{
    private const int PageSize = 50;
    private const int Merchants = 1000;

    /// <summary>What the coins are worth at a merchant, or at the shops of every coin; null while no board is in
    /// force.</summary>
    /// <param name="alliance">Asked as the person.</param>
    /// <param name="merchant">The merchant's name; empty for all.</param>
    public static async Task<ListWorthResponse?> ReadAsync(Alliance alliance, string merchant = "")
    {
        try
        {
            var worths = new List<Worth>();
            for (var token = ""; ;)
            {
                var page = await alliance.Client.Exchanges.ListWorthAsync(new ListWorthRequest
                {
                    Member = ResourceNames.Me,
                    Merchant = merchant,
                    PageSize = PageSize,
                    PageToken = token,
                }, cancellationToken: alliance.Cancel);
                worths.AddRange(page.Worths);
                if ((token = page.NextPageToken).Length > 0)
                    continue;
                page.Worths.Clear();
                page.Worths.Add(worths);
                return page;
            }
        }
        catch (RefusedException e) when (e.Refusal.Reason == ErrorReason.NoBoardInForce)
        {
            return null;
        }
    }

    /// <summary>The shops that redeem a coin; they all take others at the same rates.</summary>
    public static async Task<IReadOnlyList<Merchant>> ShopsAsync(Alliance alliance, CoinView coin)
    {
        var found = new List<Merchant>();
        for (var token = ""; ;)
        {
            var page = await alliance.Client.Merchants.ListMerchantsAsync(
                new ListMerchantsRequest { Parent = coin.Partner, PageSize = Merchants, PageToken = token },
                cancellationToken: alliance.Cancel);
            found.AddRange(page.Merchants.Where(m => m.Coin == coin.Name));
            if ((token = page.NextPageToken).Length == 0)
                return found;
        }
    }

    /// <summary>From when on a board is in force; null where that is not among the latest publications.</summary>
    public static async Task<DateTimeOffset?> InForceSinceAsync(Alliance alliance, string board)
    {
        // Without the rates, of which the board of many coins has very many.
        var latest = await alliance.Client.Boards.ListPublicationsAsync(
            new ListPublicationsRequest { PageSize = 20 }, cancellationToken: alliance.Cancel);
        return latest.Publications.FirstOrDefault(p => p.Board == board)?.PublishTime.ToDateTimeOffset();
    }
}
