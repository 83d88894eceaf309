using Federation.Accounts.V1;
using Federation.Client;
using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Partners.V1;
using Federation.Programs.V1;

namespace Federation.Web;

/// <summary>How far a brand is with what it needs before its customers earn and spend: as the platform sees it, for
/// nobody ticks it by hand.</summary>
/// <param name="HasCredential">Its systems can call.</param>
/// <param name="HasCoin">It has defined a coin.</param>
/// <param name="HasShop">It has a shop.</param>
/// <param name="HasMember">It has registered a member.</param>
/// <param name="HasIssued">It has given coins.</param>
/// <param name="HasRules">A rule set of a programme of its own is in force.</param>
/// <param name="HasRate">Its coin is on the board in force.</param>
internal sealed record BrandStart(
    bool? HasCredential, bool? HasCoin, bool? HasShop, bool? HasMember, bool? HasIssued, bool? HasRules, bool? HasRate)
{
    /// <summary>What is measured; null: the person may not see it, or nobody answers.</summary>
    private bool?[] All => [HasCredential, HasCoin, HasShop, HasMember, HasIssued, HasRules, HasRate];

    public int Done => All.Count(s => s is true);

    public int Count => All.Count(s => s is not null);

    /// <summary>Asks the modules, at the same time.</summary>
    /// <param name="page">The page, with the person's rights.</param>
    /// <param name="api">The person's client.</param>
    /// <param name="brand">The brand, <c>partners/{id}</c>.</param>
    /// <param name="coins">Its coins, as the catalogue knows them.</param>
    public static async Task<BrandStart> MeasureAsync(
        StaffPage page, FederationClient api, string brand, IReadOnlyList<CoinView> coins)
    {
        var credentials = page.PartAsync(Permissions.Of<CredentialService.CredentialServiceBase>("ListCredentials"),
            c => api.Credentials.ListCredentialsAsync(
                new ListCredentialsRequest { Parent = brand, PageSize = 1 }, cancellationToken: c).ResponseAsync);
        var shops = page.PartAsync(Permissions.Of<MerchantService.MerchantServiceBase>("ListMerchants"),
            c => api.Merchants.ListMerchantsAsync(
                new ListMerchantsRequest { Parent = brand, PageSize = 1 }, cancellationToken: c).ResponseAsync);
        var members = page.PartAsync(Permissions.Of<MemberService.MemberServiceBase>("ListMembers"),
            c => api.Members.ListMembersAsync(
                new ListMembersRequest { PageSize = 1 }, cancellationToken: c).ResponseAsync);
        var programs = page.PartAsync(Permissions.Of<ProgramService.ProgramServiceBase>("ListPrograms"),
            c => api.Programs.ListProgramsAsync(
                new ListProgramsRequest { Parent = brand }, cancellationToken: c).ResponseAsync);
        var boards = page.PartAsync(Permissions.Of<BoardService.BoardServiceBase>("GetBoard"),
            c => BoardAsync(api, c));
        var totals = await Task.WhenAll(coins.Select(coin => page.PartAsync(
            Permissions.Of<LedgerService.LedgerServiceBase>("GetCoinTotals"), c => api.Ledger.GetCoinTotalsAsync(
                new GetCoinTotalsRequest { Coin = coin.Name }, cancellationToken: c).ResponseAsync)));
        return new BrandStart(
            Is(await credentials, a => a.Credentials.Count > 0),
            coins.Count > 0,
            Is(await shops, a => a.Merchants.Count > 0),
            Is(await members, a => a.Members.Count > 0),
            coins.Count == 0 ? false : totals.All(t => t.Value is null) ? null
                : totals.Any(t => t.Value?.Totals is { } sums && sums.EarnedUnits + sums.AdjustedUnits > 0),
            Is(await programs, a => a.Programs.Any(p => p.RuleSet.Length > 0)),
            Is(await boards, a => a.Board?.Values.Any(v => coins.Any(c => c.Name == v.Coin)) is true));
    }

    private static bool? Is<TAnswer>(Part<TAnswer> part, Func<TAnswer, bool> of)
        where TAnswer : class => part.Value is { } answer ? of(answer) : null;

    /// <summary>The board in force; an empty answer before the first one.</summary>
    private static async Task<GetBoardResponse> BoardAsync(FederationClient api, CancellationToken cancel)
    {
        try
        {
            return await api.Boards.GetBoardAsync(new GetBoardRequest(), cancellationToken: cancel);
        }
        catch (RefusedException e) when (e.StatusCode is Grpc.Core.StatusCode.NotFound)
        {
            return new GetBoardResponse();
        }
    }
}
