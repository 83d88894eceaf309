using Federation.Design;
using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Partners.V1;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace Federation.Web;

/// <summary>What moved a coin of the brand, newest first; the filters are in the address.</summary>
public sealed partial class BrandJournalsPage
{
    public const string Path = "/portal/journals";

    private const int PageSize = 50;

    private CoinView? coin;
    private IReadOnlyList<Merchant> shops = [];
    private ListJournalsResponse page = new();
    private bool wrongDay;

    [SupplyParameterFromQuery(Name = "coin")]
    public string? CoinId { get; set; }

    [SupplyParameterFromQuery(Name = "kind")]
    public string? KindGiven { get; set; }

    [SupplyParameterFromQuery(Name = "shop")]
    public string? Shop { get; set; }

    [SupplyParameterFromQuery(Name = "reference")]
    public string? Reference { get; set; }

    /// <summary>As in <c>2011-12-09</c>.</summary>
    [SupplyParameterFromQuery(Name = "from")]
    public string? From { get; set; }

    /// <summary>The last day that is shown.</summary>
    [SupplyParameterFromQuery(Name = "until")]
    public string? Until { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public string? PageToken { get; set; }

    private IReadOnlyList<CoinView> Own =>
        [.. Coins.Values.Where(c => c.Partner == Me?.Owner).OrderBy(c => c.Id, StringComparer.Ordinal)];

    private JournalKind? Kind => System.Enum.TryParse<JournalKind>(KindGiven, out var kind)
        && BrandJournals.Listed.Contains(kind) ? kind : null;

    private bool IsFiltered =>
        Kind is not null || Shop is { Length: > 0 } || Reference is { Length: > 0 } || From is { Length: > 0 }
        || Until is { Length: > 0 };

    private TableColumn[] Columns =>
    [
        new(T.JournalKindHead), new(T.When), new(T.ChangeHead, IsNumber: true), new(T.JournalShop),
        new(T.JournalReference),
    ];

    /// <summary>The coin, and the newest journal that the page has.</summary>
    private string NewestKey => $"{coin?.Id} {ResourceNames.LastPart(page.Journals[0].Name)}";

    private string LaterHref => QueryHelpers.AddQueryString(Path, new Dictionary<string, string?>
    {
        ["coin"] = coin?.Id,
        ["kind"] = Kind?.ToString(),
        ["shop"] = Shop,
        ["reference"] = Reference,
        ["from"] = From,
        ["until"] = Until,
        ["page"] = page.NextPageToken,
    });

    protected override async Task LoadAsync()
    {
        var own = Own;
        coin = own.FirstOrDefault(c => c.Id == CoinId) ?? (own.Count > 0 ? own[0] : null);
        if (coin is null)
            return;
        shops = (await PartAsync(
            Permissions.Of<MerchantService.MerchantServiceBase>("ListMerchants"), async cancel =>
                (await Alliance.Client.Merchants.ListMerchantsAsync(
                    new ListMerchantsRequest { Parent = Me!.Owner, PageSize = 1000 }, cancellationToken: cancel))
                .Merchants)).Value ?? [];
        var request = new ListJournalsRequest
        {
            Coin = coin.Name,
            Merchant = shops.FirstOrDefault(s => ResourceNames.LastPart(s.Name) == Shop)?.Name ?? "",
            ExternalReference = Reference?.Trim() ?? "",
            StartTime = StartOf(From, 0),
            EndTime = StartOf(Until, 1),
            PageSize = PageSize,
            PageToken = PageToken ?? "",
        };
        if (Kind is { } kind)
            request.Kinds.Add(kind);
        page = await Alliance.Client.Ledger.ListJournalsAsync(request, cancellationToken: Alliance.Cancel);
    }

    /// <summary>The first moment of a day in the coin's zone, or of a day after it.</summary>
    private Timestamp? StartOf(string? day, int after)
    {
        if (day is not { Length: > 0 })
            return null;
        if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", out var given) || given.Year is < 2000 or > 2999)
        {
            wrongDay = true;
            return null;
        }
        var midnight = given.AddDays(after).ToDateTime(TimeOnly.MinValue);
        return Timestamp.FromDateTimeOffset(new DateTimeOffset(midnight, coin!.Zone.GetUtcOffset(midnight)));
    }

    /// <summary>What it moved of members' coins of this kind, held ones included.</summary>
    private string ChangeOf(Journal journal) => F.Change(
        journal.Entries.Where(e => e.Asset == coin!.Name && e.Kind is AccountKind.Wallet or AccountKind.Held)
            .Sum(e => e.Asset == coin!.Name ? e.Units : 0), coin!.Scale);
}
