using Federation.Client;
using Federation.Partners.V1;

namespace Federation.Web;

/// <summary>The alliance's coins and brands, which everybody may see: kept for a minute, so that a page does not ask
/// for them each time.</summary>
internal sealed class Catalogue(TimeProvider time)
{
    private const int PageSize = 1000;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);
    private volatile View? view;

    public async Task<IReadOnlyDictionary<string, CoinView>> CoinsAsync(
        FederationClient client, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (view is { } known && now < known.Until)
            return known.Coins;
        var partners = PartnersAsync(client, cancel);
        var coins = await CoinsOfAllAsync(client, cancel);
        var brands = await partners;
        var made = coins.Select(c => CoinView.Of(c, brands.GetValueOrDefault(c.Partner)))
            .ToDictionary(c => c.Id, StringComparer.Ordinal);
        view = new View(made, now + Kept);
        return made;
    }

    private static async Task<Dictionary<string, Partner>> PartnersAsync(
        FederationClient client, CancellationToken cancel)
    {
        var found = new Dictionary<string, Partner>(StringComparer.Ordinal);
        for (var token = ""; ;)
        {
            var page = await client.Partners.ListPartnersAsync(
                new ListPartnersRequest { PageSize = PageSize, PageToken = token }, cancellationToken: cancel);
            foreach (var partner in page.Partners)
                found[partner.Name] = partner;
            if ((token = page.NextPageToken).Length == 0)
                return found;
        }
    }

    private static async Task<List<Coin>> CoinsOfAllAsync(FederationClient client, CancellationToken cancel)
    {
        var found = new List<Coin>();
        for (var token = ""; ;)
        {
            var page = await client.Coins.ListCoinsAsync(
                new ListCoinsRequest { PageSize = PageSize, PageToken = token }, cancellationToken: cancel);
            found.AddRange(page.Coins);
            if ((token = page.NextPageToken).Length == 0)
                return found;
        }
    }

    private sealed record View(IReadOnlyDictionary<string, CoinView> Coins, DateTimeOffset Until);
}
